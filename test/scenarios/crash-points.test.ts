import { afterEach, expect, test } from 'vitest';
import { freshDatabase } from '../harness/database.ts';
import { settled } from '../harness/ledger.ts';
import { type RunbellProcess, runbell } from '../harness/process.ts';
import { fire, openShop, standingTwice } from '../harness/shop.ts';

const undo: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

test.each([
  ['made the channel', 'conversations.create', ''],
  ['sent a page', 'chat.postMessage', 'page:'],
  ['posted the card', 'chat.postMessage', 'card'],
  ['posted the actions', 'chat.postMessage', 'actions'],
  ['written the line in the digest channel', 'chat.postMessage', 'digest'],
])(
  'a bot that dies just after it has %s makes nothing a second time',
  async (_, method, slot) => {
    const database = use(await freshDatabase());
    const shop = use(await openShop());
    const bot = await start(shop.env(database.url));
    const done = shop.wire.after(method, slot);
    await fire(bot.url(), 'ShopDown');
    await done;
    await bot.kill();

    await start(shop.env(database.url));
    await settled(database.url);
    const standing = await shop.standing();
    expect(standingTwice(standing)).toEqual([]);
    const slots = standing.map((line) => line.split(' ').at(-1));
    expect(slots).toEqual(expect.arrayContaining(['inc-1', 'card', 'procedure:p1:0', 'digest']));
  },
  300_000,
);

function use<T extends AsyncDisposable>(one: T): T {
  undo.push(one);
  return one;
}

async function start(env: Record<string, string>): Promise<RunbellProcess> {
  const bot = use(runbell(['start'], env));
  await bot.says('Ready.');
  return bot;
}
