import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Step } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { facetOf } from '../../src/runbook/procedure/section-words.ts';

const doc = readFileSync(new URL('../../docs/runbook-format.md', import.meta.url), 'utf8');

test('the example is read as the page says', () => {
  const example = /^````markdown\n(.*?)^````$/ms.exec(doc)?.[1] ?? '';
  const { procedures } = parseRunbook('tracker.md', example);
  const rows = doc.split('\n').filter((line) => /\| (?:command|manual) +\|/.test(line));

  expect(procedures).toHaveLength(1);
  expect(procedures[0]).toMatchObject({
    title: 'TrackerDown',
    alerts: ['TrackerDown'],
    responseTime: '5 minutes',
  });
  expect(procedures[0]?.steps.map(rowOf)).toEqual(
    rows.map((row) => {
      const [text = '', kind, found = '', button = ''] = cells(row);
      return [text.replaceAll('`', ''), kind, found, button.startsWith('none')];
    }),
  );
});

test('the headings that are said to be parts of a procedure are', () => {
  const sentence = /^Headings that name a part .*$/m.exec(doc)?.[0] ?? '';
  const named = [...sentence.matchAll(/_(\w+)_/g)].map(([, word = '']) => word);

  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((word) => facetOf(word) === null)).toEqual([]);
});

test.each(['ls <version>', 'ls {{ version }}', 'ls {version}', 'ls YOUR_VERSION', 'ls $VERSION'])(
  '%s asks for a value',
  (line) => {
    const written = line.replace('ls ', '');
    expect(doc).toContain(`\`${written}\``);
    const { procedures } = parseRunbook('x.md', `# X\n\n## Look\n\n\`\`\`bash\n${line}\n\`\`\`\n`);
    const step = procedures[0]?.steps[0];

    expect(step).toMatchObject({ kind: 'command', reason: null });
    expect(step?.kind === 'command' && step.parameters).toHaveLength(1);
  },
);

function rowOf(step: Step): unknown[] {
  if (step.kind === 'manual') return [step.text, 'manual', '', false];
  return [step.text, 'command', step.class, step.pipeline === null];
}

function cells(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
