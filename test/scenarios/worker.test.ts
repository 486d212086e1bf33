import { afterEach, expect, test } from 'vitest';
import { livingProcesses } from '../../src/runner/process-table.ts';
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

test('a run whose worker was killed is lost, found again by the next worker there, and stopped; a new one needs a new approval', async () => {
  const { shop, url, bot, number } = await ground(['--targets', 'none']);
  const first = await worker(shop, url);
  await approve(shop, number, 'Slow');
  await eventually('the action runs', async () => (await shop.executed()).length === 1, 20_000);
  const killed = Date.now();
  await first.kill();
  const room = shop.slack.as('U0ONCALL').incident(number);
  await room.sees('Outcome unknown', 30_000);
  expect(Date.now() - killed).toBeLessThan(30_000);
  expect((await table(url, 'run')).map(({ state }) => state)).toEqual(['lost']);

  await worker(shop, url);
  await room.sees('The worker that ran Slow on shop-host has died.', 20_000);
  expect((await table(url, 'run')).map(({ state }) => state)).toEqual(['running']);
  await room.step('*Slow*').press('Cancel');
  await room.sees(
    'Slow on shop-host was stopped: its worker died; its processes were found',
    20_000,
  );
  expect((await table(url, 'run')).map(({ state }) => state)).toEqual(['cancelled']);
  expect(await alive(await shop.executed())).toEqual([]);

  await shop.letGo();
  await approve(shop, number, 'Slow again');
  await room.sees('exit 0', 20_000);
  const runs = await table(url, 'run');
  expect(runs.map(({ state }) => state).sort()).toEqual(['cancelled', 'succeeded']);
  expect(await table(url, 'approval')).toHaveLength(2);
  expect(await shop.executed()).toHaveLength(2);
  expect(bot.output()).not.toContain('Error');
});

test('what a dead worker left is watched to its end, its target taken all the while, or ended where the target says so', async () => {
  const { shop, url, number } = await ground(['--targets', 'none']);
  const first = await worker(shop, url);
  const room = shop.slack.as('U0ONCALL').incident(number);
  await approve(shop, number, 'Slow');
  await room.step('*Slow*').shows('Running', 20_000);
  await approve(shop, number, 'Sidestep');
  await eventually('both run', async () => (await shop.executed()).length === 2, 20_000);
  const both = await shop.executed();
  await first.kill();
  await worker(shop, url);
  await room.sees(
    'Outcome of Sidestep on other-host unknown: its worker died; its processes were found',
    30_000,
  );
  await room.sees('The worker that ran Slow on shop-host has died.', 30_000);
  expect(await alive(both)).toHaveLength(1);
  await approve(shop, number, 'Quick');
  await room.step('*Quick*').shows('It waits for Slow, which runs on `shop-host` since', 20_000);
  expect(await shop.executed()).toHaveLength(2);

  await shop.letGo();
  await room.sees('Outcome of Slow on shop-host unknown: it ended on', 20_000);
  await room.step('*Quick*').shows('Done', 20_000);
  expect(await shop.executed()).toHaveLength(3);
  const states = (await table(url, 'run')).map(({ label, state }) => `${label} ${state}`);
  expect(states.sort()).toEqual(['Quick succeeded', 'Sidestep lost', 'Slow lost']);
});

test('a worker that is told to stop lets a short run end, and exits 0', async () => {
  const { shop, url, number } = await ground(['--targets', 'none']);
  const process = await worker(shop, url);
  await approve(shop, number, 'Slow');
  await eventually('the action runs', async () => (await shop.executed()).length === 1, 20_000);
  process.signal('SIGTERM');
  await shop.letGo();
  expect(await process.ended(10_000)).toBe(0);
  expect((await table(url, 'run')).map(({ state }) => state)).toEqual(['succeeded']);
});

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
});

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
});

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
});

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
  const process = use(runbell(['worker', '--targets', 'all'], shop.env(url)));
  await process.says('Serving all targets.');
  return process;
}

/** The numbers of the processes that wrote these lines and still live. */
async function alive(lines: string[]): Promise<number[]> {
  const pids = lines.map((line) => Number(line.split(' ').at(-1)));
  const living = (await livingProcesses('')) ?? [];
  return pids.filter((pid) => living.some((one) => one.pid === pid));
}

async function silentFor(url: string, ms: number): Promise<boolean> {
  const [run] = await table(url, 'run');
  return Date.now() - (run?.heartbeat_at?.getTime() ?? 0) > ms;
}

function use<T extends AsyncDisposable>(one: T): T {
  undo.push(one);
  return one;
}
