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

const layouts = doc.slice(doc.indexOf('## Layouts'));
const pairs = [...layouts.matchAll(/^````markdown\n(.*?)^````\n\n```text\n(.*?)^```$/gms)].map(
  ([, written = '', read = '']) => ({ written, read: read.trimEnd().split('\n') }),
);

test('the page has an example for each kind of layout', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(3);
});

test.each(pairs)(
  'the layout that gives "$read.0" is read as the page says',
  ({ written, read }) => {
    const { procedures, snippets } = parseRunbook('example.md', written);
    const lines = procedures.flatMap(({ title, symptoms, steps }) => [
      title,
      ...symptoms.map((symptom) => `- symptom: ${symptom}`),
      ...steps.map(
        (step) =>
          `- ${step.section}, ${step.kind === 'manual' ? 'by hand' : step.class}: ${step.text}`,
      ),
    ]);

    expect([...lines, ...snippets.map(({ text }) => `only shown: ${text}`)]).toEqual(read);
  },
);

test('the reasons that are named are those that are given', () => {
  const source = readFileSync(new URL('../../src/runbook/match/names.ts', import.meta.url), 'utf8');
  const rows = doc
    .split('\n')
    .filter((line) => /^\| .*\| `[^|]+\|$/.test(line) && line.includes('alert'));
  const named = rows.flatMap((row) =>
    [...(row.split('|').at(-2) ?? '').matchAll(/`([a-z_ ,]*alert name[a-z_ ,]*)/g)].map(
      ([, words = '']) => words.trim(),
    ),
  );

  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((words) => !source.includes(words))).toEqual([]);
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
