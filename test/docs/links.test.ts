import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Environment } from '../../src/config/env.ts';

/** Taken by the test in the browser, so it is not there before that test has run once. */
const taken = ['docs/screenshot.png'];
const root = path.join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

test.each(pages)('every relative link and picture in %s leads somewhere', (page) => {
  const links = [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => !isWhole(page, link));

  expect(broken).toEqual([]);
});

test('every npm command in the README is one that the project has', () => {
  const run = [...read('README.md').matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(
    ([, name = '']) => name,
  );
  const short = [...read('README.md').matchAll(/npm (start|test)\b/g)].map(([, name = '']) => name);

  expect(run.length).toBeGreaterThan(2);
  expect(short).toEqual(expect.arrayContaining(['start', 'test']));
  expect([...run, ...short].filter((name) => !(name in scripts))).toEqual([]);
});

test('every variable in the README is one that the bot or its tests read', () => {
  const named = read('README.md').match(/\b[A-Z]{2,}(?:_[A-Z]+)+\b/g) ?? [];
  const known = [...Object.keys(Environment.shape), 'TEST_REDIS_URL', 'RUNBELL_CHROMIUM'];

  expect(named).toEqual(expect.arrayContaining(['SLACK_BOT_TOKEN', 'DATABASE_URL']));
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test('the map of the architecture has a line for every folder of src', () => {
  const map = read('docs/architecture.md');
  const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  expect(folders.filter((name) => !map.includes(`| \`${name}/\``))).toEqual([]);
});

/** Without code: what looks like a link there is an example. */
function prose(text: string): string {
  return text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]+`/g, '');
}

function isWhole(page: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [file = '', anchor] = link.split('#');
  const target = path.join(root, file === '' ? page : path.join(path.dirname(page), file));
  if (!existsSync(target)) return taken.includes(path.relative(root, target));
  if (anchor === undefined) return true;
  return [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].some(
    ([, title = '']) => slugOf(title) === anchor,
  );
}

/** As GitHub makes one from a heading. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(' ', '-');
}
