import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPipeline } from '../../src/runbook/command/pipeline.ts';

const doc = readFileSync(new URL('../../docs/runbook-format.md', import.meta.url), 'utf8');

test('the page shows commands without an end as they run', () => {
  const part = doc.split('| It runs as')[1]?.split('\n\n')[0] ?? '';
  const rows = [...part.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|$/gm)];

  expect(rows.length).toBeGreaterThan(8);
  expect(rows.map(([, line = '']) => readPipeline(line).runsAs)).toEqual(
    rows.map(([, , runsAs]) => runsAs),
  );
});

test('every placeholder that the page names is asked for as it says', () => {
  const part = doc.split('| Asked for as')[1]?.split('\n\n')[0] ?? '';
  const rows = part.split('\n').filter((row) => row.includes('`'));
  const found = rows.flatMap((row) => {
    const kind = row.split('|').at(-2)?.trim() ?? '';
    return [...row.matchAll(/`([^`]+)`/g)].map(
      ([, written = '']) => [written.replaceAll('\\|', '|'), kind] as const,
    );
  });

  expect(found.length).toBeGreaterThan(12);
  for (const [written, kind] of found) {
    const { parameters } = readPipeline(`ls ${written}`);
    const type = parameters[0]?.type?.kind ?? 'text';
    const said = {
      text: /^text/,
      name: /^text/,
      choice: /^one of/,
      date: /^a day/,
      address: /^an addr/,
    };
    expect(parameters, written).toHaveLength(1);
    expect(kind, written).toMatch(said[type as keyof typeof said]);
  }
});
