import { mkdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Change, Config } from '../../src/config/config.ts';
import type { Directory } from '../../src/service/directory.ts';
import { edited, type Home, home, sound } from './home.ts';

interface Opened extends AsyncDisposable {
  folder: Home;
  config: Config;
  first: Directory;
}

async function opened(files: Record<string, string | null> = {}): Promise<Opened> {
  const folder = await home(files);
  const config = folder.open();
  const { directory, problems } = await config.first();
  expect(problems).toEqual([]);
  return { folder, config, first: directory, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] };
}

/** What is wrong, with the folder's own path left out. */
function wrong(change: Change | null, folder: Home): string[] {
  return (change?.broken ?? []).map(
    ({ file, line, what, keptFrom }) =>
      `${file.replace(`${folder.path}/`, '')}:${line}: ${what}${keptFrom ? ' (kept)' : ''}`,
  );
}

const titles = (directory: Directory | null | undefined, service = 'shop') =>
  directory?.services.get(service)?.runbooks.map(({ title }) => title);

test('nothing new is nothing to do', async () => {
  await using place = await opened();
  expect(await place.config.again()).toBeNull();
  const at = new Date(Date.now() - 60_000);
  await utimes(join(place.folder.path, 'shop/operations.md'), at, at);
  expect(await place.config.again()).toBeNull();
});

test('an edited runbook is read again, and no other', async () => {
  await using place = await opened({ 'shop/other.md': '# Other' });
  const [, other] = place.first.services.get('shop')?.runbooks ?? [];
  await place.folder.write({ 'shop/operations.md': '# Shop, edited' });
  const change = await place.config.again();
  expect(titles(change?.directory)).toEqual(['Shop, edited', 'Other']);
  expect(change?.directory?.services.get('shop')?.runbooks[1]).toBe(other);
  expect(change?.changed).toEqual([join(place.folder.path, 'shop/operations.md')]);
  expect(change?.broken).toEqual([]);
});

test('an edit that keeps size and time is seen all the same', async () => {
  await using place = await opened({ 'shop/operations.md': '# Shop one' });
  const path = join(place.folder.path, 'shop/operations.md');
  const { atime, mtime } = await stat(path);
  await writeFile(path, '# Shop two');
  await utimes(path, atime, mtime);
  expect(titles((await place.config.again())?.directory)).toEqual(['Shop two']);
});

test('files and services come, move and go', async () => {
  await using place = await opened();
  const { folder, config } = place;
  await folder.write({
    'shop/b.md': '# B',
    'cafe/service.yaml': sound['shop/service.yaml'].replaceAll('shop', 'cafe'),
    'cafe/a.md': '# A',
  });
  const grown = (await config.again())?.directory;
  expect(titles(grown)).toEqual(['B', 'Shop']);
  expect(titles(grown, 'cafe')).toEqual(['A']);
  await rename(join(folder.path, 'shop/b.md'), join(folder.path, 'cafe/b.md'));
  const moved = (await config.again())?.directory;
  expect([titles(moved), titles(moved, 'cafe')]).toEqual([['Shop'], ['A', 'B']]);
  await rm(join(folder.path, 'cafe'), { recursive: true });
  const shrunk = await config.again();
  expect([...(shrunk?.directory?.services.keys() ?? [])]).toEqual(['shop']);
  expect(shrunk?.broken).toEqual([]);
});

test('people, policies, keys and settings of runbell.yaml count too', async () => {
  await using place = await opened();
  await place.folder.write({
    'runbell.yaml': `${sound['runbell.yaml'].replace('5m', '7m').replace('$HOOK_KEY', 'another-key')}approval_minutes: 3\n`,
  });
  const directory = (await place.config.again())?.directory;
  expect(directory?.approval_minutes).toBe(3);
  expect(directory?.policies.standard?.levels[0]?.wait).toBe(420_000);
  expect([...(directory?.hookKeys.keys() ?? [])]).toEqual(['another-key']);
});

test.each<[string, Record<string, string>, string]>([
  [
    'a service.yaml that is no YAML',
    { 'shop/service.yaml': 'service: [shop' },
    'shop/service.yaml:1',
  ],
  [
    'a service.yaml with an unknown key',
    edited('shop/service.yaml', 'approvers:', 'aprovers:'),
    'shop/service.yaml:4',
  ],
  [
    'a service.yaml that names nobody',
    edited('shop/service.yaml', '[bob]', '[rob]'),
    'shop/service.yaml:4',
  ],
  ['a runbell.yaml that is empty', { 'runbell.yaml': '' }, 'runbell.yaml:1'],
  [
    'a runbell.yaml whose default service is not there',
    edited('runbell.yaml', 'default_service: shop', 'default_service: shpo'),
    'runbell.yaml:11',
  ],
])('%s keeps its last good version, while runbooks go on', async (_, files, where) => {
  await using place = await opened();
  const { folder, config, first } = place;
  await folder.write({ ...files, 'shop/operations.md': '# Edited' });
  const change = await config.again();
  expect(wrong(change, folder)).toEqual([expect.stringContaining(where)]);
  expect(wrong(change, folder)[0]).toContain('(kept)');
  expect(titles(change?.directory)).toEqual(['Edited']);
  expect({ ...change?.directory, services: null }).toEqual({ ...first, services: null });
  expect(change?.directory?.services.get('shop')?.approvers).toEqual(['bob']);
  expect(await config.again()).toBeNull();

  await folder.write(sound);
  const mended = await config.again();
  expect(mended?.broken).toEqual([]);
  expect(titles(mended?.directory)).toEqual(['Shop']);
});

test('of two files that no longer fit together both stay as they were, until both fit', async () => {
  await using place = await opened();
  const { folder, config } = place;
  await folder.write(edited('runbell.yaml', 'standard:', 'calm:'));
  const torn = await config.again();
  expect(wrong(torn, folder)).toEqual([
    'shop/service.yaml:3: escalation is "standard", which is no policy in runbell.yaml (kept)',
  ]);
  expect(Object.keys(torn?.directory?.policies ?? {})).toEqual(['standard']);
  await folder.write(edited('shop/service.yaml', 'standard', 'calm'));
  const whole = await config.again();
  expect(whole?.broken).toEqual([]);
  expect(Object.keys(whole?.directory?.policies ?? {})).toEqual(['calm']);
  expect(whole?.directory?.services.get('shop')?.escalation).toBe('calm');
});

test('a new service that is broken is left out; the others go on', async () => {
  await using place = await opened();
  const { folder, config } = place;
  const cafe = sound['shop/service.yaml'].replaceAll('shop', 'cafe');
  await folder.write({ 'cafe/service.yaml': cafe.replace('[bob]', '[rob]'), 'shop/b.md': '# B' });
  const change = await config.again();
  expect(wrong(change, folder)).toEqual([expect.stringMatching(/^cafe\/service.yaml:4: .*[^)]$/)]);
  expect([...(change?.directory?.services.keys() ?? [])]).toEqual(['shop']);
  expect(titles(change?.directory)).toEqual(['B', 'Shop']);
  await folder.write({ 'cafe/service.yaml': cafe });
  expect([...((await config.again())?.directory?.services.keys() ?? [])]).toEqual(['cafe', 'shop']);
});

test('a service.yaml that is taken away from beside its runbooks stays in force and is missed', async () => {
  await using place = await opened();
  await place.folder.write({ 'shop/service.yaml': null });
  const change = await place.config.again();
  expect(wrong(change, place.folder)).toEqual(['shop/service.yaml:null: this is missing (kept)']);
  expect(change?.directory?.services.get('shop')?.approvers).toEqual(['bob']);
});

test('the folder of the default service is gone: it stays in force, and the message says so', async () => {
  await using place = await opened({
    'cafe/service.yaml': sound['shop/service.yaml'].replaceAll('shop', 'cafe'),
  });
  await rm(join(place.folder.path, 'shop'), { recursive: true });
  const change = await place.config.again();
  expect(wrong(change, place.folder)[0]).toContain(
    'default_service is "shop", which is no service',
  );
  expect([...(change?.directory?.services.keys() ?? [])]).toEqual(['cafe', 'shop']);
});

test('a runbook that becomes unreadable keeps its last good version', async () => {
  await using place = await opened();
  await place.folder.write({ 'shop/operations.md': 'x'.repeat(2 ** 21) });
  const change = await place.config.again();
  expect(wrong(change, place.folder)).toEqual(['shop/operations.md:null: this has 2048 kB (kept)']);
  expect(titles(change?.directory)).toEqual(['Shop']);
});

test('a home that is away for a while, as on a network, changes nothing', async () => {
  await using place = await opened();
  const { folder, config } = place;
  const aside = `${folder.path}-aside`;
  await rename(folder.path, aside);
  const away = await config.again();
  expect(away?.directory).toBeNull();
  expect(away?.broken.map(({ what }) => what)).toEqual(['this does not exist']);
  await rename(aside, folder.path);
  const back = await config.again();
  expect(back?.broken).toEqual([]);
  expect(titles(back?.directory)).toEqual(['Shop']);
});

test('a source is watched like the rest: new files, edits, and its folder being away', async () => {
  const folder = await home();
  const wiki = `${folder.path}-wiki`;
  await mkdir(join(wiki, 'deep'), { recursive: true });
  await using _wiki = { [Symbol.asyncDispose]: () => rm(wiki, { recursive: true, force: true }) };
  await using place = await opened({
    'runbell.yaml': `${sound['runbell.yaml']}runbook_sources: ["${wiki}"]\n`,
  });
  await folder[Symbol.asyncDispose]();
  const { config } = place;
  await writeFile(join(wiki, 'deep/x.md'), '# X');
  await symlink(wiki, join(wiki, 'circle'));
  expect(titles((await config.again())?.directory)).toEqual(['Shop', 'X']);
  await rename(wiki, `${wiki}-aside`);
  const away = await config.again();
  expect(away?.broken[0]?.what).toBe('this does not exist');
  expect(titles(away?.directory)).toEqual(['Shop', 'X']);
  await rename(`${wiki}-aside`, wiki);
  await writeFile(join(wiki, 'deep/x.md'), '# Y');
  expect(titles((await config.again())?.directory)).toEqual(['Shop', 'Y']);
});

test('what is only assumed, as without a service.yaml, is no mistake; and a broken file is not told as changed', async () => {
  await using place = await opened({
    'runbell.yaml': 'people:\n  ann: { name: Ann, slack: U0ANN }\ndefault_service: ops\n',
    'shop/service.yaml': null,
  });
  await place.folder.write({ 'shop/new.md': '# New', 'runbell.yaml': 'people: [' });
  const change = await place.config.again();
  expect(wrong(change, place.folder)).toEqual([expect.stringMatching(/^runbell.yaml:1: .*kept/)]);
  expect(change?.changed).toEqual([join(place.folder.path, 'shop/new.md')]);
  expect(titles(change?.directory, 'ops')).toEqual(['New', 'Shop']);
});

test('a hundred reloads keep no more than the first', async () => {
  await using place = await opened();
  const { folder, config } = place;
  const sizes = new Set<number>();
  for (let round = 0; round < 100; round += 1) {
    await folder.write({
      'shop/operations.md': `# Shop ${round}`,
      [`shop/new-${round}.md`]: '# New',
      [`shop/new-${round - 1}.md`]: null,
      ...(round % 10 === 5
        ? { 'shop/service.yaml': `# ${round}\nservice: [` }
        : { 'shop/service.yaml': sound['shop/service.yaml'] }),
    });
    await config.again();
    sizes.add(config.size());
  }
  expect(sizes.size).toBeLessThanOrEqual(2);
}, 60_000);
