import { afterEach, expect, test } from 'vitest';
import { freshDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { settled, table } from '../harness/ledger.ts';
import { type RunbellProcess, runbell } from '../harness/process.ts';
import { approve, incidentOf, openShop, standingTwice } from '../harness/shop.ts';

const undo: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

// Slack allows fifty edits a minute, which is what this takes its time from.
const count = 6;

test('two bots and two workers on one database page once, run once and post once', async () => {
  const database = use(await freshDatabase());
  const shop = use(await openShop());
  const env = shop.env(database.url);
  const bots = [
    use(runbell(['start', '--targets', 'none'], env)),
    use(runbell(['start', '--targets', 'none'], env)),
  ];
  const workers = [1, 2].map(() => use(runbell(['worker', '--targets', 'all'], env)));
  for (const bot of bots) await bot.says('Ready.', 60_000);
  for (const worker of workers) await worker.says('Serving', 60_000);

  const numbers = await Promise.all(
    Array.from({ length: count }, (_, n) => incidentOf(pick(bots, n), `Down${n}`)),
  );
  await Promise.all(numbers.map((number) => approve(shop, number, 'Quick')));
  const all = async () =>
    (await table(database.url, 'run')).filter(({ state }) => state === 'succeeded').length ===
    count;
  await eventually('every run has succeeded', all, 120_000);
  await settled(database.url, 120_000);

  expect(await shop.executed()).toHaveLength(count);
  expect(new Set(await shop.executed()).size).toBe(count);
  const pages = await table(database.url, 'page');
  const who = pages.map(({ incident_id, level, user_id }) => `${incident_id} ${level} ${user_id}`);
  expect(new Set(who).size).toBe(who.length);
  expect(pages.filter(({ level }) => level === 0)).toHaveLength(count);
  const standing = await shop.standing();
  expect(standingTwice(standing)).toEqual([]);
  for (const what of ['channel: inc-', ' card', ' digest'])
    expect(standing.filter((line) => line.includes(what))).toHaveLength(count);
});

function use<T extends AsyncDisposable>(one: T): T {
  undo.push(one);
  return one;
}

function pick(bots: RunbellProcess[], n: number): RunbellProcess {
  const bot = bots[n % bots.length];
  if (!bot) throw new Error('there is no bot');
  return bot;
}
