import { expect, test } from 'vitest';
import { startTestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

test('a dead service is restarted by one person with the approval of another, and is checked afterwards', async () => {
  await using bot = await startTestBot();
  const health = await healthUrl(bot);
  await bot.post('/practice/fleet/kindle-sync/stop', {});
  await expect(fetch(health)).rejects.toThrow();

  const opened = await bot.alert('KindleSyncDown');
  const room = bot.slack.as('U0ONCALL').incident(opened!.number);
  await room.sees('P1 critical: KindleSyncDown on kindle-sync');
  await bot.slack.as('U0ONCALL').dm().sees('Press Acknowledge if you take it');
  await room.sees('./scripts/deploy.sh restart').press('Restart Kindle Sync');
  await bot.slack.as('U0SENIOR').dm().sees('./scripts/deploy.sh restart');
  await bot.slack.as('U0MANAGER').dm().sees('./scripts/deploy.sh restart');
  await bot.slack.as('U0CTO').dm().sees('./scripts/deploy.sh restart');

  await room.sees('Approve').press('Approve');
  await bot.slack.as('U0ONCALL').isTold('somebody else must approve');
  await bot.slack.as('U0DEV').incident(opened!.number).sees('Approve').press('Approve');
  await bot.slack.as('U0DEV').isTold('You may not approve');
  await bot.slack.as('U0SENIOR').incident(opened!.number).sees('Approve').press('Approve');

  const done = await room.sees('Check passed', 20_000);
  expect(done.text).toContain('answered 200');
  expect((await fetch(health)).status).toBe(200);
  await bot.settled();
  await bot.slack.lookAround();
});

test('nobody acknowledges, so levels 1, 2, 3 and 4 are paged in order, each at its time', async () => {
  await using bot = await startTestBot();
  const opened = await bot.alert('KindleSyncDown');
  const at = bot.bot.core.clock.now().getTime();
  for (const [user, by] of [
    ['U0ONCALL', null],
    ['U0SENIOR', '5m'],
    ['U0MANAGER', '10m'],
    ['U0CTO', '15m'],
  ] as const) {
    if (by) await bot.advance(by);
    await bot.slack.as(user).dm().sees('Press Acknowledge if you take it');
  }
  const view = await viewOf(bot, opened!.number);
  const minutes = view.pages.map(({ user, dueAt }) => [
    user,
    Math.round(Math.abs(dueAt.getTime() - at) / 60_000),
  ]);
  expect(minutes).toEqual([
    ['U0ONCALL', 0],
    ['U0SENIOR', 5],
    ['U0MANAGER', 15],
    ['U0CTO', 30],
  ]);
});

async function healthUrl(bot: Awaited<ReturnType<typeof startTestBot>>): Promise<string> {
  const fleet = await bot.bot.fleet;
  const url = fleet?.address('http://127.0.0.1:8080/health') ?? '';
  await eventually(
    'kindle-sync answers',
    async () => (await fetch(url).catch(() => null))?.status === 200,
  );
  return url;
}

async function viewOf(bot: Awaited<ReturnType<typeof startTestBot>>, number: number) {
  const { store } = bot.bot.core.world;
  const incident = await store.incidents.byNumber(number);
  const view = await store.incidents.view(incident!.id);
  return view!;
}
