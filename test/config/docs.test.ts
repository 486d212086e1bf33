import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Environment } from '../../src/config/env.ts';
import { loadDirectory } from '../../src/config/load.ts';
import { parseDuration } from '../../src/lib/duration.ts';
import { DirectoryFile } from '../../src/service/directory.ts';
import { ServiceFile } from '../../src/service/service.ts';
import { home } from './home.ts';

const doc = readFileSync(new URL('../../docs/config.md', import.meta.url), 'utf8');

const sections: [title: string, schema: z.ZodType][] = [
  ['Variables', Environment],
  ['runbell.yaml', DirectoryFile],
  ['service.yaml', ServiceFile],
];

test.each(sections)('the table under %s names every key and no other', (title, schema) => {
  const documented = rows(title).map(({ key }) => key);
  expect(documented.toSorted()).toEqual([...keys(schema).keys()].toSorted());
});

test.each(sections)('the defaults and duties under %s are those of the schema', (title, schema) => {
  const known = keys(schema);
  for (const { key, standard } of rows(title)) {
    const { required, fallback } = known.get(key) ?? { required: false, fallback: undefined };
    const stated = /^`(.*)`$/.exec(standard)?.[1];
    if (fallback !== undefined && stated !== undefined)
      expect([key, stated]).toEqual([key, fallback]);
    if (/^(or|required)/.test(standard) || required) {
      expect([key, standard]).toEqual([
        key,
        required ? expect.stringMatching(/^(or|required)/) : '',
      ]);
    }
  }
});

test.each([
  ['Variables', 'PORT', Environment.parse({}).PORT],
  ['Variables', 'SANDBOX_PORT', Environment.parse({}).SANDBOX_PORT],
  ['service.yaml', 'actions.<>.timeout', bareAction().timeout],
  ['service.yaml', 'actions.<>.verify[].within', bareAction().verify?.[0]?.within],
])('under %s the default of %s is as documented', (title, key, value) => {
  const stated =
    rows(title)
      .find((row) => row.key === key)
      ?.standard.replaceAll('`', '') ?? '';
  expect(parseDuration(stated) ?? Number(stated)).toBe(value);
});

test('the examples of the reference are sound', async () => {
  const [runbell, service] = [...doc.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '');
  await using folder = await home({
    'runbell.yaml': runbell ?? '',
    'shop/service.yaml': service ?? '',
  });
  const { problems } = await loadDirectory(folder.path, { ALERTMANAGER_HOOK_KEY: 'a-long-key' });
  expect(problems).toEqual([]);
});

function bareAction() {
  const target = { name: 'x' };
  const actions = { x: { run: ['x'], verify: { http: 'http://x' } } };
  const action = ServiceFile.parse({ service: 'x', escalation: 'x', target, actions }).actions.x;
  if (action === undefined) throw new Error('the schema dropped the action');
  return action;
}

/** The rows of the tables under one heading, keys as `people.<>.name`. */
function rows(title: string): { key: string; standard: string }[] {
  const section = doc.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  return section
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .filter(([, first]) => first?.startsWith('`'))
    .map(([, first = '', , standard = '']) => ({
      key: first.replaceAll('`', '').replace(/<[^>]*>/g, '<>'),
      standard,
    }));
}

interface Shape {
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  items?: Shape;
  anyOf?: Shape[];
  required?: string[];
  default?: unknown;
}

interface Fact {
  required: boolean;
  fallback: string | undefined;
}

function keys(schema: z.ZodType): Map<string, Fact> {
  const found = new Map<string, Fact>();
  const walk = (shape: Shape, path: string): void => {
    for (const branch of shape.anyOf ?? [shape]) {
      for (const [key, inner] of Object.entries(branch.properties ?? {})) {
        const full = path === '' ? key : `${path}.${key}`;
        const required = branch.required?.includes(key) ?? false;
        found.set(full, { required, fallback: written(inner.default) });
        walk(inner, full);
      }
      const { additionalProperties: entry } = branch;
      if (typeof entry === 'object') {
        if (!entry.properties && !entry.anyOf)
          found.set(`${path}.<>`, { required: false, fallback: undefined });
        walk(entry, `${path}.<>`);
      }
      if (branch.items) walk(branch.items, `${path}[]`);
    }
  };
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, '');
  return found;
}

function written(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'object' && !Array.isArray(value))) return undefined;
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}
