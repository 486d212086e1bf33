import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ruleTable } from '../../src/runbook/lint/rule-table.ts';

const doc = readFileSync(new URL('../../docs/check.md', import.meta.url), 'utf8');

test('the page lists every rule of the check, as it is, and no other', () => {
  const rows = doc.split('\n').filter((line) => /^\| `[a-z-]+` /.test(line));

  expect(rows.map(cells)).toEqual(
    ruleTable.map(({ rule, level, why, mend }) => [rule, level, why, mend]),
  );
});

/** Without the marks that Markdown needs. */
function cells(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) =>
      cell
        .replaceAll('`', '')
        .replace(/\[[\w.]+\]\((\w+\.md)\)/g, 'docs/$1')
        .trim(),
    );
}
