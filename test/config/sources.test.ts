import { writeFileSync } from 'node:fs';
import { chmod, link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Home, home, sound } from './home.ts';

const cafe = sound['shop/service.yaml'].replaceAll('shop', 'cafe');
let wiki: string;

beforeEach(async () => {
  wiki = await mkdtemp(join(tmpdir(), 'runbell-wiki-'));
});
afterEach(() => rm(wiki, { recursive: true, force: true }));

/** Files beside the home, as a team has them. */
async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(wiki, name)), { recursive: true });
    await writeFile(join(wiki, name), text);
  }
}

function homeWith(sources: string, more: Record<string, string | null> = {}): Promise<Home> {
  return home({
    'runbell.yaml': `${sound['runbell.yaml']}runbook_sources:\n${sources}\n`,
    'cafe/service.yaml': cafe,
    ...more,
  });
}

/** Each runbook as `service: shown path`. */
async function runbooks(folder: Home): Promise<string[]> {
  const { directory, problems } = await folder.load();
  expect(problems).toEqual([]);
  return [...directory.services.values()].flatMap((service) =>
    service.runbooks.map(({ file }) => `${service.service}: ${file.replace(wiki, '<wiki>')}`),
  );
}

const base = () => wiki.split('/').at(-1);

test('a folder is read with all folders below it, in alphabetical order, by services that its paths name', async () => {
  await write({
    'zebra.md': '# Z',
    'a b/Notes (old).md': '# N',
    'ops/cafe/queue.md': '# Q',
    'Cafe.MD': '# C',
    'shop/deep/er/down.markdown': '# D',
    'pictures/cafe.png': 'x',
  });
  await using folder = await homeWith(`  - ${wiki}`);
  expect(await runbooks(folder)).toEqual([
    `cafe: ${base()}/Cafe.MD`,
    `cafe: ${base()}/ops/cafe/queue.md`,
    'shop: shop/operations.md',
    `shop: ${base()}/a b/Notes (old).md`,
    `shop: ${base()}/shop/deep/er/down.markdown`,
    `shop: ${base()}/zebra.md`,
  ]);
});

describe('whose a file is', () => {
  test('the list of a service beats the list with a service, which beats the path', async () => {
    await write({ 'shop/one.md': '# 1', 'shop/two.md': '# 2', 'shop/three.md': '# 3' });
    await using folder = await homeWith(
      `  - ${wiki}\n  - { path: "${wiki}/shop/t*.md", service: cafe }`,
      {
        'shop/service.yaml': `${sound['shop/service.yaml']}runbook_sources: ["${wiki}/shop/two.md"]\n`,
      },
    );
    expect((await runbooks(folder)).toSorted()).toEqual([
      'cafe: shop/three.md',
      `shop: ${base()}/shop/one.md`,
      'shop: shop/operations.md',
      'shop: shop/two.md',
    ]);
  });

  test('a file is read once, however many lists, links and names lead to it', async () => {
    await write({ 'one.md': '# 1' });
    await link(join(wiki, 'one.md'), join(wiki, 'same.md'));
    await symlink(wiki, join(wiki, 'circle'));
    await using folder = await homeWith(`  - ${wiki}\n  - ${wiki}/one.md\n  - "${wiki}/**/*.md"`);
    expect(await runbooks(folder)).toHaveLength(2);
  });

  test('the folder of a source may lie in RUNBELL_HOME, and then needs no service.yaml', async () => {
    await using folder = await homeWith('  - { path: shared, service: cafe }', {
      'shared/network.md': '# N',
    });
    expect(await runbooks(folder)).toEqual(['cafe: shared/network.md', 'shop: shop/operations.md']);
  });

  test('two files of one name are shown apart', async () => {
    await write({ 'a/docs/x.md': '# 1', 'b/docs/x.md': '# 2' });
    await using folder = await homeWith(`  - ${wiki}/a/docs\n  - ${wiki}/b/docs`);
    expect(await runbooks(folder)).toEqual([
      'shop: shop/operations.md',
      'shop: docs/x.md',
      'shop: <wiki>/b/docs/x.md',
    ]);
  });
});

test('a working copy of git is a folder: its own papers, hidden names and node_modules are passed over', async () => {
  await write({
    '.git/description.md': 'x',
    '.github/PULL_REQUEST.md': 'x',
    'node_modules/left/README.md': 'x',
    'docs/node_modules/left/README.md': 'x',
    'CONTRIBUTING.md': 'x',
    'LICENSE.md': 'x',
    'docs/disk-full.md': '# Disk full',
  });
  await using folder = await homeWith(`  - ${wiki}`);
  expect(await runbooks(folder)).toEqual([
    'shop: shop/operations.md',
    `shop: ${base()}/docs/disk-full.md`,
  ]);
});

test('a folder whose name looks like a glob is a folder', async () => {
  await write({ 'runbooks (eu) [new]/x.md': '# X' });
  await using folder = await homeWith(`  - "${wiki}/runbooks (eu) [new]"`);
  expect(await runbooks(folder)).toContain('shop: runbooks (eu) [new]/x.md');
});

test.each([
  ['/nowhere', '/nowhere: this does not exist; create it, or mend the path in `runbook_sources`'],
  [
    '/nowhere/*.md',
    '/nowhere: this does not exist; create it, or mend the path in `runbook_sources`',
  ],
  ['/one.md/*.md', '/one.md: this is no folder; mend the path'],
])('the source %s stops the start', async (path, complaint) => {
  await write({ 'one.md': '# 1' });
  await using folder = await homeWith(`  - ${wiki}${path}`);
  expect(await folder.complaints()).toEqual([`${wiki}${complaint}`]);
});

test('a service that nobody knows is named with its line', async () => {
  await using folder = await homeWith('  - { path: shop, service: shpo }');
  expect(await folder.complaints()).toEqual([
    'runbell.yaml:13:28: runbook_sources[0].service is "shpo", which is no service; did you mean "shop"? use one of cafe, shop',
  ]);
});

test('a file of a source that cannot be read is left out and named, and stops nothing', async () => {
  await write({
    'big.md': 'x'.repeat(2 ** 21),
    'empty/readme.txt': 'x',
    'good.md': '# Good',
    'latin.md': Buffer.from([0x67, 0xfc, 0x6e]),
    'windows.md': Buffer.from('\ufeff# Gr\u00fc\u00dfe\r\n', 'utf16le'),
  });
  await symlink(join(wiki, 'gone'), join(wiki, 'lost.md'));
  await using folder = await homeWith(`  - ${wiki}\n  - ${wiki}/empty`);
  const { directory, problems, notes } = await folder.load();
  expect(problems).toEqual([]);
  expect(directory.services.get('shop')?.runbooks.map(({ title }) => title)).toEqual([
    'Shop',
    'Good',
    'Grüße',
  ]);
  expect(notes.map(({ file, what }) => `${file.replace(wiki, '')}: ${what}`).toSorted()).toEqual([
    '/big.md: this has 2048 kB',
    '/empty: this source holds no Markdown',
    '/latin.md: this is not UTF-8 text',
  ]);
});

test('a folder that is closed to the bot is named; nothing is closed to root', async () => {
  await write({ 'closed/x.md': '# X', 'open.md': '# O' });
  await chmod(join(wiki, 'closed'), 0);
  await using folder = await homeWith(`  - ${wiki}`);
  const { notes } = await folder.load();
  await chmod(join(wiki, 'closed'), 0o755);
  const closed = process.getuid?.() === 0 ? [] : [join(wiki, 'closed')];
  expect(notes.map(({ file }) => file)).toEqual(closed);
});

test('a source that is far too large is refused, and the search ends', async () => {
  for (let i = 0; i < 5001; i += 1) writeFileSync(join(wiki, `${i}.md`), '');
  await using folder = await homeWith(`  - ${wiki}`);
  expect(await folder.complaints()).toEqual([
    `${wiki}: this holds 5001 Markdown files; name folders further down (${wiki}/…)`,
  ]);
}, 30_000);

describe('a folder of Markdown and three lines', () => {
  const three = {
    'runbell.yaml': 'people:\n  ann: { name: Ann, slack: U0ANN }\ndefault_service: ops\n',
    'shop/service.yaml': null,
    'shop/operations.md': null,
    'kafka.md': '# Kafka\n\n## BrokerDown\n\n1. Look: `kubectl get pods`\n',
    'databases/postgres/failover.md': '# Failover\n',
  };

  test('are a sound configuration: one service that pages everybody and lets nobody approve', async () => {
    await using folder = await home(three);
    const { directory, problems, notes } = await folder.load({});
    expect(problems).toEqual([]);
    const service = directory.services.get('ops');
    expect(service?.runbooks.map(({ file }) => file)).toEqual([
      'databases/postgres/failover.md',
      'kafka.md',
    ]);
    expect(service).toMatchObject({ approvers: [], target: { name: 'ops-host' } });
    expect(directory.policies[service?.escalation ?? '']?.levels).toMatchObject([
      { page: ['ann'] },
    ]);
    expect(notes.map(({ what, instead }) => `${what}; ${instead}`)).toEqual([
      'no folder has a service.yaml yet, so 2 Markdown files belong to the service "ops", whose commands run on this machine and nobody may approve; add ops/service.yaml with its target and approvers (docs/config.md)',
    ]);
  });

  test('without the three lines the message says which', async () => {
    await using folder = await home({ ...three, 'runbell.yaml': null });
    expect(await folder.complaints()).toEqual([
      'runbell.yaml: this is missing; create it; three lines are enough: `people:`, below it `  you: { name: You, slack: U012ABCDEF }`, and `default_service: ops`',
    ]);
  });

  test('without any runbell.yaml the Markdown is read all the same, to be matched and checked', async () => {
    await using folder = await home({ ...three, 'runbell.yaml': null });
    const { directory, problems, notes } = await folder.load({});
    const [service] = directory.services.values();

    expect(service?.service).toMatch(/^runbell-home-/);
    expect(service?.runbooks).toHaveLength(2);
    expect([problems.length, notes]).toEqual([1, []]);
  });

  test('a policy of the team is taken instead of paging everybody', async () => {
    const own = `${three['runbell.yaml']}policies: { calm: { levels: [{ name: a, page: [ann], wait: 1h }] } }\n`;
    await using folder = await home({ ...three, 'runbell.yaml': own });
    const { directory } = await folder.load({});
    expect(directory.services.get('ops')?.escalation).toBe('calm');
  });
});
