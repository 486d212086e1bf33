import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

function escalations(markdown: string): string[][] {
  return parseRunbook('x.md', markdown).procedures.map(({ escalation }) => escalation);
}

const procedure = '## TillDown\n\n1. Restart it\n\n';

test.each([
  [
    'a list of levels',
    '## Escalation Contacts\n\n- **Level 1**: On call\n- **Level 2**: CTO\n- Lawyer: Bo\n',
    ['Level 1: On call', 'Level 2: CTO'],
  ],
  [
    'a bold matrix with times',
    '**Escalation Matrix:**\n1. Anna (0-15 minutes)\n2. Boss (15+ min)\n3. Read the docs\n',
    ['Anna (0-15 minutes)', 'Boss (15+ min)'],
  ],
  [
    'a table',
    '## Escalation\n\n| Level | Who | After |\n|--|--|--|\n| L1 | Anna | 5 min |\n| L2 | Boss | 1 h |\n',
    ['L1, Anna, 5 min', 'L2, Boss, 1 h'],
  ],
  ['no level', '## Escalation\n\n1. Read the guide\n2. Ask the team\n', []],
])('the levels that a file states as %s hold for each of its procedures', (_, text, expected) => {
  expect(escalations(`# Till\n\n${procedure}${text}`)[0]).toEqual(expected);
});

test('what a procedure says itself comes before the levels of its file', () => {
  const own = '## TillDown\n\n**Escalation:** to Bo after 1 hour\n\n1. Restart it\n\n';
  const below = '## TillSlow\n\n1. Wait\n\n### Escalation\n\nPage the till team.\n\n';
  const file = `# Till\n\n${own}${below}## Escalation Path\n\n- Level 1: Anna\n`;

  expect(escalations(file).slice(0, 2)).toEqual([['to Bo after 1 hour'], ['Page the till team.']]);
});
