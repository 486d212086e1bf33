import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasKeyOfBot, introduceBot } from '../../src/core.ts';
import { openVault } from '../../src/store/vault.ts';
import { flowGround } from '../harness/world.ts';

test('a worker finds out whether its key is the one of the bot, as soon as there has been a bot', async () => {
  await using ground = await flowGround();
  const bot = ground.world();
  const elsewhere = await mkdtemp(join(tmpdir(), 'runbell-vault-'));
  const stranger = { store: bot.store, vault: await openVault(elsewhere) };
  await rm(elsewhere, { recursive: true });
  expect(await hasKeyOfBot(stranger)).toBe(true);
  await introduceBot(bot, 'slack');
  expect(await hasKeyOfBot(bot)).toBe(true);
  expect(await hasKeyOfBot(stranger)).toBe(false);
});
