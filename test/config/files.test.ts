import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadDirectory } from '../../src/config/load.ts';
import { formatProblems } from '../../src/config/problems.ts';
import { edited, home, sound } from './home.ts';

test('a sound folder is read without a problem', async () => {
  await using folder = await home();
  const { directory, problems } = await folder.load();
  expect(problems).toEqual([]);
  expect(directory.hookKeys).toEqual(new Map([['a-long-key', 'monitoring']]));
  expect(directory.policies.standard?.levels[0]?.wait).toBe(300_000);
  expect([...directory.services.keys()]).toEqual(['shop']);
  expect(directory.services.get('shop')?.runbooks.map(({ file }) => file)).toEqual([
    'shop/operations.md',
  ]);
});

test.each([
  ['$RUNBELL_DATA/shop', { RUNBELL_DATA: '/var/lib/bell' }, '/var/lib/bell/shop'],
  ['$RUNBELL_DATA/shop', {}, resolve('data/shop')],
  ['/srv/shop', {}, '/srv/shop'],
])('a target in %s with %j runs in %s', async (cwd, env, folder) => {
  await using place = await home(edited('shop/service.yaml', '$RUNBELL_DATA/shop', cwd));
  const { directory } = await place.load({ HOOK_KEY: 'a-long-key', ...env });
  expect(directory.services.get('shop')?.target.cwd).toBe(folder);
});

test('$RUNBELL_HOME in a target is the folder of runbell.yaml', async () => {
  await using place = await home(edited('shop/service.yaml', '$RUNBELL_DATA', '$RUNBELL_HOME'));
  const { directory } = await place.load();
  expect(directory.services.get('shop')?.target.cwd).toBe(join(place.path, 'shop'));
});

const badKey = 'is no key for a web address; use 6 or more letters, digits and . _ ~ -';

test.each([
  [{}, 'reads the variable HOOK_KEY, which is not set; set it before the start'],
  [{ HOOK_KEY: 'short' }, badKey],
  [{ HOOK_KEY: 'with a space' }, badKey],
])('a hook key from the variables %j is refused and not quoted', async (env, message) => {
  await using folder = await home();
  expect(await folder.complaints(env)).toEqual([
    `runbell.yaml:10:26: hook_keys.monitoring ${message}`,
  ]);
});

test('two senders with one key are told apart from the start', async () => {
  const two = edited('runbell.yaml', '$HOOK_KEY }', '$HOOK_KEY, other: $HOOK_KEY }');
  await using folder = await home(two);
  expect(await folder.complaints()).toEqual([
    'runbell.yaml:10:44: hook_keys.other is the key of hook_keys.monitoring too; give each its own key',
  ]);
});

test.each<[string, Record<string, string | null>, string]>([
  [
    'runbell.yaml is missing',
    { 'runbell.yaml': null },
    'runbell.yaml: this is missing; create it, or set RUNBELL_HOME to the folder that holds it',
  ],
  [
    'a folder has runbooks and no service.yaml, though another one has',
    { 'cafe/operations.md': '# Café' },
    'cafe/service.yaml: this is missing; add it beside the runbooks, or move them to a folder that has one',
  ],
  [
    'a file ends in .yml',
    { 'shop/service.yaml': null, 'shop/service.yml': sound['shop/service.yaml'] },
    'shop/service.yml: the ending is .yml; rename it service.yaml',
  ],
  [
    'a runbook is too large',
    { 'shop/huge.md': 'x'.repeat(2 ** 21) },
    'shop/huge.md: this has 2048 kB; keep it below 1024 kB',
  ],
  [
    'a YAML file is too large',
    { 'shop/service.yaml': `# ${'x'.repeat(2 ** 19)}\n` },
    'shop/service.yaml: this has 513 kB; keep it below 256 kB',
  ],
])('%s', async (_, files, message) => {
  await using folder = await home(files);
  expect(await folder.complaints()).toEqual([message]);
});

test('a folder without runbooks and service.yaml is none of our business', async () => {
  await using folder = await home({ 'images/logo.svg': '<svg/>', '.git/config.md': 'x' });
  expect(await folder.complaints()).toEqual([]);
});

test('a missing home is one problem and an empty directory', async () => {
  await using folder = await home();
  const { directory, problems } = await loadDirectory(join(folder.path, 'nowhere'), {});
  expect(formatProblems(problems)).toContain(
    '/nowhere: this does not exist; create it, or set RUNBELL_HOME to the folder of runbell.yaml',
  );
  expect(directory.services.size).toBe(0);
});

test('a home that is a file is no folder', async () => {
  await using folder = await home();
  const { problems } = await loadDirectory(join(folder.path, 'runbell.yaml'), {});
  expect(problems.map(({ what }) => what)).toEqual(['this is no folder']);
});

test('links are followed, and those that lead in circles or nowhere are named', async () => {
  await using folder = await home();
  const at = (name: string) => join(folder.path, name);
  await mkdir(at('.versions/1'), { recursive: true });
  await writeFile(
    at('.versions/1/service.yaml'),
    sound['shop/service.yaml'].replaceAll('shop', 'cafe'),
  );
  await symlink(at('.versions/1'), at('cafe'));
  await symlink(at('circle'), at('circle'));
  await symlink(at('gone'), at('lost'));
  expect(await folder.complaints()).toEqual([
    'circle: this symbolic link leads in a circle; point it to a folder or remove it',
    'lost: this does not exist; create it, or set RUNBELL_HOME to the folder of runbell.yaml',
  ]);
  const { directory } = await folder.load();
  expect([...directory.services.keys()]).toEqual(['cafe', 'shop']);
});

test('a runbook that is no file and one that is no text are named', async () => {
  await using folder = await home();
  await mkdir(join(folder.path, 'shop/folder.md'));
  await writeFile(join(folder.path, 'shop/latin.md'), Buffer.from([0x67, 0xfc, 0x6e]));
  expect(await folder.complaints()).toEqual([
    'shop/folder.md: this is no file; put a file here or remove it',
    'shop/latin.md: this is not UTF-8 text; save it as UTF-8',
  ]);
});
