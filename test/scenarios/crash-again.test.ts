import { afterEach, expect, test } from 'vitest';
import { freshDatabase } from '../harness/database.ts';
import { settled } from '../harness/ledger.ts';
import { type RunbellProcess, runbell } from '../harness/process.ts';
import { fire, openShop, standingTwice } from '../harness/shop.ts';

const undo: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

test('a bot that is killed again and again at any moment loses no alert and shows each thing once', async () => {
  const database = use(await freshDatabase());
  const shop = use(await openShop());
  let bot = await start(shop.env(database.url));
  for (const [index, ms] of [40, 250, 700, 1800].entries()) {
    expect((await fire(bot.url(), `Broken${index}`)).status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, ms));
    await bot.kill();
    bot = await start(shop.env(database.url));
  }
  await settled(database.url);
  const standing = await shop.standing();
  expect(standingTwice(standing)).toEqual([]);
  expect(standing.filter((line) => line.startsWith('channel:'))).toHaveLength(4);
  expect(standing.filter((line) => line.endsWith(' card'))).toHaveLength(4);
  expect(standing.filter((line) => line.endsWith(' digest'))).toHaveLength(4);
  expect(standing.filter((line) => /page:/.test(line)).length).toBeGreaterThanOrEqual(4);
});

function use<T extends AsyncDisposable>(one: T): T {
  undo.push(one);
  return one;
}

async function start(env: Record<string, string>): Promise<RunbellProcess> {
  const bot = use(runbell(['start'], env));
  await bot.says('Ready.');
  return bot;
}
