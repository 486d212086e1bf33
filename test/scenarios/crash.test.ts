import { afterEach, expect, test } from 'vitest';
import { startEmbedded } from '../../src/store/embedded.ts';
import { freshDatabase } from '../harness/database.ts';
import { serverPid, usedDataFolder } from '../harness/embedded.ts';
import { eventually } from '../harness/eventually.ts';
import { settled, table } from '../harness/ledger.ts';
import { type RunbellProcess, runbell } from '../harness/process.ts';
import { approve, fire, incidentOf, openShop, standingTwice } from '../harness/shop.ts';

const undo: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

test('a bot that is killed between two levels pages the next one in time, nobody twice, on the same database', async () => {
  const data = use(await usedDataFolder());
  const shop = use(await openShop(data.dir));
  const first = await start(shop.env());
  const server = await serverPid(data.dir);
  await fire(first.url(), 'ShopDown');
  await shop.slack.as('U0ONCALL').dm().sees('Press Acknowledge if you take it');
  await first.kill();

  const second = await start(shop.env());
  const ready = Date.now();
  expect(await serverPid(data.dir)).toBe(server);
  await shop.slack.as('U0SENIOR').dm().sees('Press Acknowledge if you take it', 20_000);
  const paged = Date.now();
  await second.kill();
  const third = await start(shop.env());
  await shop.slack.as('U0MANAGER').dm().sees('Press Acknowledge if you take it', 30_000);
  expect(await serverPid(data.dir)).toBe(server);

  const url = await databaseUrl(data.dir);
  await settled(url);
  const pages = (await table(url, 'page')).sort((a, b) => a.level - b.level);
  expect(pages.map(({ user_id, state }) => [user_id, state])).toEqual([
    ['U0ONCALL', 'sent'],
    ['U0SENIOR', 'sent'],
    ['U0MANAGER', 'sent'],
  ]);
  const due = (pages[0]?.due_at.getTime() ?? 0) + 10_000;
  expect(paged - Math.max(due, ready)).toBeLessThan(sweep + patience);
  expect(standingTwice(await shop.standing())).toEqual([]);
  third.signal('SIGTERM');
  expect(await third.ended()).toBe(0);
  expect(await serverPid(data.dir)).toBeNull();
});

test('an approved run is executed once when the bot dies before it could hand it to a worker', async () => {
  const database = use(await freshDatabase());
  const shop = use(await openShop());
  const bot = await start(shop.env(database.url), ['--targets', 'none']);
  const number = await incidentOf(bot);
  await approve(shop, number, 'Quick');
  await eventually(
    'the run is queued',
    async () => (await table(database.url, 'run'))[0]?.state === 'queued',
  );
  await bot.kill();
  expect(await shop.executed()).toEqual([]);

  await start(shop.env(database.url));
  await shop.slack.incident(number).sees('exit 0', 30_000);
  await settled(database.url);
  expect(await shop.executed()).toHaveLength(1);
  expect(standingTwice(await shop.standing())).toEqual([]);
});

const sweep = 2_000;
/** What a busy machine may take on top. */
const patience = 1_500;

function use<T extends AsyncDisposable>(one: T): T {
  undo.push(one);
  return one;
}

async function start(env: Record<string, string>, more: string[] = []): Promise<RunbellProcess> {
  const bot = use(runbell(['start', ...more], env));
  await bot.says('Ready.');
  return bot;
}

async function databaseUrl(dataDir: string): Promise<string> {
  return (await startEmbedded({ dataDir, say: () => {} })).url;
}
