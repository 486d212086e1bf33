import { afterEach, expect, test } from 'vitest';
import { type Cuttable, cuttable } from '../harness/cuttable.ts';
import { freshDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { table } from '../harness/ledger.ts';
import { type RunbellProcess, runbell } from '../harness/process.ts';
import { approve, fire, incidentOf, openShop, type Shop } from '../harness/shop.ts';

const undo: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

test('a run whose worker was killed is reported as outcome unknown and never run again by itself', async () => {
  const { shop, url, bot, number } = await ground(['--targets', 'none']);
  const first = await worker(shop, url);
  await approve(shop, number, 'Slow');
  await eventually('the action runs', async () => (await shop.executed()).length === 1, 20_000);
  await first.kill();
  const killed = Date.now();

  await worker(shop, url);
  const room = shop.slack.as('U0ONCALL').incident(number);
  await room.sees('Outcome unknown', 30_000);
  expect(Date.now() - killed).toBeLessThan(30_000);
  expect((await table(url, 'run')).map(({ state }) => state)).toEqual(['lost']);
  expect(await shop.executed()).toHaveLength(1);

  // The target is free, and the same thing again needs its own request and its own approval.
  await shop.letGo();
  await approve(shop, number, 'Slow again');
  await room.sees('exit 0', 20_000);
  const runs = await table(url, 'run');
  expect(runs.map(({ state }) => state).sort()).toEqual(['lost', 'succeeded']);
  expect(await table(url, 'approval')).toHaveLength(2);
  expect(await shop.executed()).toHaveLength(2);
  expect(bot.output()).not.toContain('Error');
}, 120_000);

test('a worker that is told to stop lets a short run end, and exits 0', async () => {
  const { shop, url, number } = await ground(['--targets', 'none']);
  const process = await worker(shop, url);
  await approve(shop, number, 'Slow');
  await eventually('the action runs', async () => (await shop.executed()).length === 1, 20_000);
  process.signal('SIGTERM');
  await shop.letGo();
  expect(await process.ended(10_000)).toBe(0);
  expect((await table(url, 'run')).map(({ state }) => state)).toEqual(['succeeded']);
}, 60_000);

test('a bot that is told to stop ends a long run, says so, and is gone within ten seconds', async () => {
  const { shop, url, bot, number } = await ground();
  await approve(shop, number, 'Slow');
  await eventually('the action runs', async () => (await shop.executed()).length === 1, 20_000);
  const told = performance.now();
  bot.signal('SIGTERM');
  expect(await bot.ended()).toBe(0);
  expect(performance.now() - told).toBeLessThan(10_000);
  const [run] = await table(url, 'run');
  expect(run?.state).toBe('cancelled');
  expect(run?.outcome?.summary).toContain('the worker was being stopped');

  const next = use(runbell(['start'], shop.env(url)));
  await next.says('Ready.');
  await shop.slack.incident(number).sees('was stopped', 30_000);
  expect(await shop.executed()).toHaveLength(1);
  next.signal('SIGTERM');
  expect(await next.ended()).toBe(0);
}, 90_000);

test('a second signal ends a stopping bot at once', async () => {
  const { shop, bot, number } = await ground();
  await approve(shop, number, 'Slow');
  await eventually('the action runs', async () => (await shop.executed()).length === 1, 20_000);
  bot.signal('SIGTERM');
  await eventually('it takes nothing new', () =>
    fetch(bot.url()).then(
      () => false,
      () => true,
    ),
  );
  const told = performance.now();
  bot.signal('SIGTERM');
  expect(await bot.ended()).toBe(1);
  expect(performance.now() - told).toBeLessThan(1_000);
}, 60_000);

test('a run that ends while the database is away is recorded when it is back', async () => {
  const { shop, url, bot, number, wire } = await ground();
  await approve(shop, number, 'Slow');
  await eventually('the action runs', async () => (await shop.executed()).length === 1, 20_000);
  await wire.cut();
  expect((await fire(bot.url(), 'MeanwhileDown')).status).toBe(503);
  await shop.letGo();
  await eventually('its worker would count as gone', () => silentFor(url, 16_000), 30_000);
  await wire.restore();
  await shop.slack.incident(number).sees('exit 0', 20_000);
  expect((await table(url, 'run')).map(({ state }) => state)).toEqual(['succeeded']);
  await eventually(
    'alerts are taken',
    async () => (await fire(bot.url(), 'MeanwhileDown')).ok,
    20_000,
  );
  await shop.slack.incident(number + 1).sees('MeanwhileDown', 20_000);
  expect(await shop.executed()).toHaveLength(1);
}, 120_000);

interface Ground {
  shop: Shop;
  /** Past the wire that can be cut. */
  url: string;
  wire: Cuttable;
  bot: RunbellProcess;
  /** An open incident. */
  number: number;
}

async function ground(args: string[] = []): Promise<Ground> {
  const database = use(await freshDatabase());
  const wire = use(await cuttable(database.url));
  const shop = use(await openShop());
  const bot = use(runbell(['start', ...args], shop.env(wire.url)));
  await bot.says('Ready.');
  return { shop, url: database.url, wire, bot, number: await incidentOf(bot) };
}

async function worker(shop: Shop, url: string): Promise<RunbellProcess> {
  const process = use(runbell(['worker', '--targets', 'shop-host'], shop.env(url)));
  await process.says('Serving shop-host.');
  return process;
}

async function silentFor(url: string, ms: number): Promise<boolean> {
  const [run] = await table(url, 'run');
  return Date.now() - (run?.heartbeat_at?.getTime() ?? 0) > ms;
}

function use<T extends AsyncDisposable>(one: T): T {
  undo.push(one);
  return one;
}
