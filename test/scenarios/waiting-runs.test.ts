import { expect, test } from 'vitest';
import { startTestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

test('a run whose target no worker serves waits, says so, can be cancelled, and never runs afterwards', async () => {
  await using bot = await startTestBot({ targets: ['kindle-host'] });
  bot.slack.anyMessage();
  const { number } = (await bot.alert('DiskAlmostFull', { job: 'emailops' }))!;
  const room = bot.slack.as('U0ONCALL').incident(number);
  const step = room.step('df -h');
  await step.press('Run');
  await step.shows('Queued for `emailops-host`');
  await step.shows('No worker for `emailops-host` since');
  await step.shows('start one with `runbell worker --targets emailops-host`.');
  await bot.slack.as('U0DEV').incident(number).step('df -h').press('Cancel');
  await bot.slack.as('U0DEV').isTold('You are not among the responders');
  await step.press('Cancel');
  await step.shows('Cancelled. Nothing ran.');
  expect((await bot.incident(number)).runs.map(({ state }) => state)).toEqual(['cancelled']);
  await step.press('Run again');
  await step.shows('Queued for `emailops-host`');
});

test('an approval is void when the runbook itself was edited after the request', async () => {
  await using bot = await startTestBot();
  bot.slack.anyMessage();
  const { number } = (await bot.alert('ApplicationUnhealthy', { job: 'upload-bridge' }))!;
  const step = bot.slack.as('U0ONCALL').incident(number).step('Let the running process end');
  await step.press('Run with approval');
  await step.shows('Waiting for approval');
  for (const runbook of bot.bot.core.world.directory.services.get('upload-bridge')!.runbooks) {
    for (const { steps } of runbook.procedures) {
      for (const one of steps) one.hash = `${one.hash}-edited`;
    }
  }
  const samir = bot.slack.as('U0SENIOR');
  await samir.incident(number).step('Let the running process end').press('Approve');
  await samir.isTold('The runbook was edited after this was requested');
  expect((await bot.incident(number)).runs.map(({ state }) => state)).toEqual(['void']);
});

test('two people who approve in the same moment start one run, and the second is told where it stands', async () => {
  await using bot = await startTestBot();
  bot.slack.anyMessage();
  const { number } = (await bot.alert('KindleSyncDown'))!;
  await bot.slack
    .as('U0ONCALL')
    .incident(number)
    .step('Start it afresh')
    .press('Restart Kindle Sync');
  const pages = await Promise.all(
    ['U0SENIOR', 'U0MANAGER', 'U0CTO'].map((user) =>
      bot.slack.as(user).dm().sees('Approve: Restart Kindle Sync'),
    ),
  );
  await Promise.all(pages.map((page) => page.press('Approve')));
  await bot.slack
    .as('U0ONCALL')
    .incident(number)
    .step('Start it afresh')
    .shows('✓ Check passed', 30_000);
  const { runs, approvals, timeline } = await bot.incident(number);
  expect(runs).toHaveLength(1);
  expect(approvals).toHaveLength(1);
  expect(timeline.filter(({ kind }) => kind === 'run-started')).toHaveLength(1);
  await eventually('the other two were told', async () => {
    const told = await Promise.all(
      ['U0SENIOR', 'U0MANAGER', 'U0CTO'].map((user) =>
        bot.slack.get<{ messages: { text: string }[] }>(`/_control/ephemeral/${user}`),
      ),
    );
    const refusals = told.flatMap(({ messages }) => messages.map(({ text }) => text));
    return refusals.filter((text) => text.startsWith('This was approved already')).length === 2;
  });
});
