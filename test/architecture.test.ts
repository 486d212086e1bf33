import { expect, test } from 'vitest';
import { areaOf, type SourceFile, scan, scanProject } from './architecture/scan.ts';
import { areas, exceptions, pure } from './architecture/table.ts';

const project = scanProject();

test('the scanner sees every way to import', () => {
  const seen = scan(
    'src/flow/planted.ts',
    `import { a } from './a.ts';
     import type { B } from '../lib/b.ts';
     import '../store/c.ts';
     export { d } from '../slack/d.ts';
     export type * from '../http/e.ts';
     type F = import('../queue/f.ts').F;
     const g = await import('@slack/bolt/g');
     const h = await import(\`../\${a}.ts\`);`,
  );

  expect(seen.imports).toEqual([
    'src/flow/a.ts',
    'src/lib/b.ts',
    'src/store/c.ts',
    'src/slack/d.ts',
    'src/http/e.ts',
    'src/queue/f.ts',
    '@slack/bolt',
    '(computed)',
  ]);
});

test('the scanner sees edges that are known to stand in the project', () => {
  expect(project.length).toBeGreaterThan(200);
  expect(importsOf('src/app.ts')).toContain('src/store/storage-fault.ts');
  expect(importsOf('commands/oncall.ts')).toContain('src/flow/oncall/on-call.ts');
  expect(importsOf('src/sandbox/ui/main.tsx')).toContain('react-dom');
});

test('every file belongs to an area of the table', () => {
  expect(project.map(({ file }) => file).filter((file) => areaOf(file) === '')).toEqual([]);
});

test('every import is one that the table allows', () => {
  expect(project.flatMap(forbidden)).toEqual([]);
});

test.each([
  ['src/incident/planted.ts', `import type { App } from '@slack/bolt';`],
  ['src/incident/planted.ts', `import { createStore } from '../store/store.ts';`],
  ['src/runbook/planted.ts', `import type { Alert } from '../alert/types.ts';`],
  ['src/flow/planted.ts', `export * from '../slack/gateway.ts';`],
  ['src/sandbox/planted.ts', `import { refuse } from '../incident/decide.ts';`],
  ['src/store/planted.ts', `const queue = await import('bullmq');`],
  ['commands/planted.ts', `import { createOutbound } from '../src/slack/outbound/client.ts';`],
  ['src/lib/planted.ts', `import { z } from 'zod';`],
])('an import planted in %s is caught: %s', (file, text) => {
  expect(forbidden(scan(file, text))).toHaveLength(1);
});

test('no areas import each other in a circle', () => {
  expect(circles(edgesBetweenAreas(project))).toEqual([]);
  expect(
    circles([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['d', 'a'],
    ]),
  ).toEqual(['a', 'b', 'c']);
});

test('the trade takes time, settings and chance only from its arguments', () => {
  expect(project.flatMap(impure)).toEqual([]);
});

test.each([
  ['Date.now', 'export const at = Date.now();'],
  ['new Date()', 'export const at = new Date();'],
  ['process.env', 'export const home = process.env.HOME;'],
  ['Math.random', 'export const luck = Math.random();'],
  ['setTimeout', 'setTimeout(() => {}, 5);'],
  ['fetch', `await fetch('http://127.0.0.1/');`],
])('%s planted in a rule is caught', (name, text) => {
  expect(impure(scan('src/oncall/planted.ts', text))).toEqual([
    `src/oncall/planted.ts uses ${name}`,
  ]);
  expect(impure(scan('src/oncall/planted.ts', 'export const at = new Date(0);'))).toEqual([]);
});

test('no permission outlives its use', () => {
  const unused = Object.entries(areas).flatMap(([area, { packages }]) => {
    const used = new Set(filesOf(area).flatMap(({ imports }) => imports));
    return packages.filter((name) => !used.has(name)).map((name) => `${area} -> ${name}`);
  });
  const idle = Object.entries(exceptions).flatMap(([file, { uses }]) => {
    const ambient = project.find((known) => known.file === file)?.ambient ?? [];
    return uses.filter((name) => !ambient.includes(name)).map((name) => `${file} -> ${name}`);
  });

  expect([...unused, ...idle]).toEqual([]);
});

test('no file is longer than 250 lines', () => {
  expect(
    project.filter(({ lines }) => lines > 250).map(({ file, lines }) => `${file}: ${lines}`),
  ).toEqual([]);
});

test('only a slash command and a tool that asks for it export by default', () => {
  const found = project.filter(({ defaultExport }) => defaultExport).map(({ file }) => file);

  expect(found.filter((file) => !file.startsWith('commands/'))).toEqual([
    'src/sandbox/ui/vite.config.ts',
  ]);
  expect(scan('src/lib/planted.ts', 'const a = 1; export { a as default };').defaultExport).toBe(
    true,
  );
});

function importsOf(file: string): string[] {
  return project.find((known) => known.file === file)?.imports ?? [];
}

function filesOf(area: string): SourceFile[] {
  return project.filter(({ file }) => areaOf(file) === area);
}

function forbidden({ file, imports }: SourceFile): string[] {
  const area = areaOf(file);
  const row = areas[area];
  return imports.filter((to) => !isAllowed(area, to)).map((to) => `${file} imports ${to}`);

  function isAllowed(from: string, to: string): boolean {
    // Loading the folder of slash commands is the one import whose path is computed.
    if (to === '(computed)') return file === 'src/slack/commands.ts';
    const target = areaOf(to);
    if (target === '') return row?.packages.includes(to) === true;
    return target === from || row?.may.includes(target) === true;
  }
}

function impure({ file, ambient }: SourceFile): string[] {
  if (!pure.includes(areaOf(file))) return [];
  const excused = exceptions[file]?.uses ?? [];
  return ambient.filter((name) => !excused.includes(name)).map((name) => `${file} uses ${name}`);
}

function edgesBetweenAreas(files: SourceFile[]): [string, string][] {
  return files.flatMap(({ file, imports }) =>
    imports
      .map((to): [string, string] => [areaOf(file), areaOf(to)])
      .filter(([from, to]) => to !== '' && from !== to),
  );
}

/** The areas that lie on a circle: those that stay when all that lead nowhere, or come from nowhere, are taken away. */
function circles(edges: readonly (readonly [string, string])[]): string[] {
  const left = edges.filter(
    ([from, to]) => edges.some(([next]) => next === to) && edges.some(([, last]) => last === from),
  );
  return left.length === edges.length ? [...new Set(left.flat())].sort() : circles(left);
}
