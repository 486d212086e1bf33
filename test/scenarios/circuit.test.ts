import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunState } from '../../src/action/run.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { verdictOn } from '../harness/record.ts';

let bot: TestBot;

beforeAll(async () => {
  bot = await startTestBot();
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

const STEP = '*Restart Kindle Sync*';

test('a restart that fails three times is locked, an approver opens the lock, and it runs', async () => {
  const service = bot.bot.core.world.directory.services.get('kindle-sync');
  const sound = service?.actions.restart;
  if (!service || !sound) throw new Error('there is no restart');
  service.actions.restart = { ...sound, run: ['./scripts/deploy.sh', 'explode'] } as typeof sound;
  const opened = await bot.alert('EmailServiceDown');
  const number = opened?.number ?? 0;
  const [olive, samir] = [bot.slack.as('U0ONCALL'), bot.slack.as('U0SENIOR')];
  const room = olive.incident(number);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await room
      .step(STEP)
      .press(attempt === 1 ? 'Restart Kindle Sync' : 'Restart Kindle Sync again');
    await samir.incident(number).step(STEP).press('Approve');
    await eventually('it has failed', async () => (await ended(number)).length === attempt);
  }
  expect(await ended(number)).toEqual(['failed', 'failed', 'failed']);
  service.actions.restart = sound;

  const locked = await samir
    .incident(number)
    .sees('Restart Kindle Sync failed 3 times in 10m: locked until');
  await room.step(STEP).press('Restart Kindle Sync again');
  await olive.isTold('Somebody who may approve can open it');
  expect(await ended(number)).toHaveLength(3);

  await locked.press('Override…');
  await samir.modal('Open the lock');
  await samir.submits({ reason: 'the script is mended' });
  await room.sees('@U0SENIOR opened the lock on Restart Kindle Sync: the script is mended');
  await eventually('the button is gone', async () =>
    (await room.texts()).some(
      (text) => text.includes('locked until') && !text.includes('[Override'),
    ),
  );
  await room.step(STEP).press('Restart Kindle Sync again');
  await samir.incident(number).step(STEP).press('Approve');
  await eventually('it has run', async () => (await ended(number)).at(-1) === 'succeeded', 30_000);

  const { timeline } = await bot.incident(number);
  const told = timeline.filter(({ kind }) => /lock|refused/.test(kind)).map(({ kind }) => kind);
  expect(told).toEqual(['action-locked', 'run-refused', 'lock-overridden']);
  await bot.bot.core.world.store.seal(bot.bot.core.world.clock.now());
  expect(await verdictOn(bot.databaseUrl)).toMatchObject({ ok: true, unsealed: 0 });
});

async function ended(number: number): Promise<RunState[]> {
  const { runs } = await bot.incident(number);
  return runs.filter(({ finishedAt }) => finishedAt !== null).map(({ state }) => state);
}

test('whoever asks sees the whole record, page by page, and nobody else does', async () => {
  const opened = await bot.alert('KindleSyncDown');
  const number = opened?.number ?? 0;
  const { store, clock } = bot.bot.core.world;
  const id = (await store.incidents.byNumber(number))?.id ?? '';
  const notes = Array.from({ length: 25 }, (_, n) => ({
    kind: 'note' as const,
    actor: 'U0ONCALL',
    text: `Said the ${n + 1}. thing.`,
    post: false,
  }));
  await store.write((tx) => tx.timeline.add(id, notes, clock.now()));
  const samir = bot.slack.as('U0SENIOR');
  await samir.types('general', `/incident timeline ${number}`);
  const newest = await samir.isTold('Said the 25. thing.');
  await newest.press('Previous');
  // Turning a page changes the one message where it stands.
  await eventually('the page is turned', async () => {
    const { messages } = await bot.slack.get<{ messages: unknown[] }>(
      '/_control/ephemeral/U0SENIOR',
    );
    return JSON.stringify(messages.at(-1)).includes('Said the 1. thing.');
  });
  expect(await samir.channel('general').texts()).not.toContain('Said the 25. thing.');
});
