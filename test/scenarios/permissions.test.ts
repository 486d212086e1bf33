import { expect, test } from 'vitest';
import { startTestBot } from '../harness/bot.ts';

test('with nobody else who may approve, a change is refused with the reason, while reading goes on', async () => {
  await using bot = await startTestBot({
    change: ({ services }) => {
      services.get('kindle-sync')!.approvers = [];
      services.get('newsletter')!.approvers = ['oncall', 'dba'];
    },
  });
  bot.slack.anyMessage();
  const olive = bot.slack.as('U0ONCALL');

  const alone = (await bot.alert('KindleSyncDown'))!.number;
  const room = olive.incident(alone);
  await room.step('Start it afresh').press('Restart Kindle Sync');
  await olive.isTold(
    "This needs 1 approval by somebody else (the default for mutating), and only 0 other people may approve for kindle-sync (`approvers` of kindle-sync's service.yaml). Name more people there.",
  );
  await room.step('*Show the live version*').press('Show the live version');
  await room.step('*Show the live version*').shows('✓ Done');

  const few = (await bot.alert('QueueBacklog', { job: 'newsletter' }))!.number;
  const clear = olive.incident(few).step('queue clean campaign-emails');
  await clear.press('Clear the campaign queue');
  await olive.isTold(
    'This needs 2 approvals by somebody else (the default for destructive), and only 1 other person',
  );
  expect((await bot.incident(few)).runs).toEqual([]);

  const restart = olive.incident(few).step('docker-compose restart worker');
  await restart.press('Restart the workers');
  await restart.shows('@U0DBA can approve until');
  await bot.slack
    .as('U0SENIOR')
    .incident(few)
    .step('docker-compose restart worker')
    .press('Approve');
  await bot.slack
    .as('U0SENIOR')
    .isTold(
      "You may not approve for newsletter (`approvers` of newsletter's service.yaml). Ask @U0DBA.",
    );
});

test('a service may name its responders, and then others of the organisation only look', async () => {
  await using bot = await startTestBot({
    change: ({ services }) => {
      services.get('kindle-sync')!.responders = ['oncall'];
    },
  });
  bot.slack.anyMessage();
  const { number } = (await bot.alert('KindleSyncDown'))!;
  await bot.slack.as('U0CTO').incident(number).sees('[Ack]').press('Ack');
  await bot.slack.as('U0CTO').isTold('You are not among the responders of kindle-sync');
  await bot.slack.as('U0ONCALL').incident(number).sees('[Ack]').press('Ack');
  await bot.slack.incident(number).sees('Acknowledged by @U0ONCALL');
});
