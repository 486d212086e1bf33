import { expect, test } from 'vitest';
import { classify } from '../../src/runbook/classify/classify.ts';
import { families } from '../../src/runbook/classify/families/index.ts';

const rows = families.flatMap((family) =>
  family.rows.map((row) => ({ program: family.programs[0], ...row })),
);

test.each(rows)('$program: `$example` is $class', ({ example, class: expected, because }) => {
  expect(classify(example)).toMatchObject({ class: expected, because });
});

test('no two tables claim the same program', () => {
  const programs = families.flatMap((family) => family.programs);
  expect(programs.filter((name, index) => programs.indexOf(name) !== index)).toEqual([]);
});

test.each(rows.filter((row) => row.reveals))('`$example` is marked as revealing', ({ example }) => {
  expect(classify(example).revealsSecrets).toBe(true);
});
