import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openVault } from '../../src/store/vault.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'runbell-vault-'));
  folders.push(made);
  return made;
}

test('what is sealed is read by everybody who has the key, and by nobody else', async () => {
  const here = await folder();
  const [bot, worker] = await Promise.all([openVault(here), openVault(here)]);
  const sealed = bot.seal('hunter2 – “x”');

  expect(sealed).not.toContain('hunter2');
  expect(worker.open(sealed)).toBe('hunter2 – “x”');
  expect((await openVault(await folder())).open(sealed)).toBeNull();
});

test('the same secret is sealed alike, another one differently', async () => {
  const vault = await openVault(await folder());
  expect(vault.seal('a')).toBe(vault.seal('a'));
  expect(vault.seal('a')).not.toBe(vault.seal('b'));
});

test.each(['', 'AAAA', 'not base64 at all', 'A'.repeat(400)])(
  '%j opens nothing',
  async (sealed) => {
    expect((await openVault(await folder())).open(sealed)).toBeNull();
  },
);

test('the key is for us alone and stays the same', async () => {
  const here = await folder();
  await openVault(here);
  const file = join(here, 'vault.key');
  const key = await readFile(file, 'utf8');
  await openVault(here);

  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await readFile(file, 'utf8')).toBe(key);
});

test('a file that holds no key is said to be one', async () => {
  const here = await folder();
  await writeFile(join(here, 'vault.key'), 'hello');
  await expect(openVault(here)).rejects.toThrow('holds no key');
});
