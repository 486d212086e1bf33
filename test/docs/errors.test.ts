import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultCodes } from '../../src/lib/fault.ts';

const doc = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const rows = doc.split('\n').filter((line) => line.startsWith('| `'));

test('the reference of errors names every fault code and no other', () => {
  const documented = rows.map((row) => /^\| `([^`]+)`/.exec(row)?.[1]);

  expect(documented).toEqual([...faultCodes]);
});

test('every fault code comes with what to do', () => {
  const short = rows.filter((row) => (row.split('|').at(-2)?.trim().length ?? 0) < 20);

  expect(short).toEqual([]);
});
