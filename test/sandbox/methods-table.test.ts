import { expect, test } from 'vitest';
import { methodRoutes } from '../../src/sandbox/methods/routes.ts';
import { methodTable } from '../../src/sandbox/methods/table.ts';

test('the table of methods names exactly what is answered', () => {
  const named = methodTable.map(({ method }) => method).sort();
  expect(named).toEqual([...methodRoutes.keys()].sort());
  expect(new Set(named).size).toBe(named.length);
});

test('every method that is only partly there says what is missing', () => {
  for (const { method, support, note } of methodTable) {
    expect([method, support === 'partial']).toEqual([method, note !== undefined]);
  }
});
