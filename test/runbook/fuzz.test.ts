import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const RUNS = 20_000;
const LIMIT_MS = 100;

const folder = new URL('../fixtures/runbooks/', import.meta.url);
const fixtures = readdirSync(folder).map((name) =>
  readFileSync(new URL(name, folder), 'utf8').split('\n'),
);

const marks = [
  ...[
    '```',
    '```bash',
    '~~~',
    '````',
    '    ',
    '\t',
    '> ',
    '- ',
    '1. ',
    '- [ ] ',
    '# ',
    '### ',
    '===',
  ],
  ...[
    '**',
    '`',
    '``',
    '<',
    '>',
    '<x>',
    '{{y}}',
    '[a](b)',
    '|',
    '|---|',
    '<!--',
    '-->',
    '---',
    '&amp;',
  ],
  ...[
    '$ ',
    '$(',
    '${X:-',
    '$(date +%F)',
    '"',
    "'",
    '\\',
    '<<EOF',
    'EOF',
    '&&',
    ';',
    '|| true',
    '#',
    '2>&1',
  ],
  ...[
    'kubectl get pods',
    'rm -rf /',
    'psql -c "',
    'X=$(',
    'export A=',
    'for i in 1; do',
    'done',
    'logs -f',
  ],
  ...['\0', '\r\n', '\uFEFF', '\uE000', '\u202E', '\u00A0', '𝒳', 'ﬀ', '\uD800'],
];

/** A stretch of a fixture with lines and marks moved, doubled, dropped and put in. */
const mutated = fc
  .record({
    lines: fc.constantFrom(...fixtures),
    from: fc.nat(80),
    length: fc.integer({ min: 1, max: 10 }),
    edits: fc.array(
      fc.record({
        what: fc.constantFrom('drop', 'double', 'mark', 'begin', 'cut', 'swap', 'indent'),
        line: fc.nat(9),
        at: fc.nat(60),
        mark: fc.constantFrom(...marks),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ lines, from, length, edits }) => {
    const start = from % lines.length;
    return edits.reduce(change, lines.slice(start, start + length)).join('\n');
  });

type Edit = { what: string; line: number; at: number; mark: string };

function change(lines: string[], { what, line, at, mark }: Edit): string[] {
  const index = line % Math.max(1, lines.length);
  const text = lines[index] ?? '';
  switch (what) {
    case 'drop':
      return lines.toSpliced(index, 1);
    case 'double':
      return lines.toSpliced(index, 0, text);
    case 'mark':
      return lines.toSpliced(index, 1, text.slice(0, at) + mark + text.slice(at));
    case 'begin':
      return lines.toSpliced(index, 0, mark);
    case 'cut':
      return lines.toSpliced(index, 1, text.slice(0, at));
    case 'swap':
      return lines.toSpliced(index, 1, lines[at % lines.length] ?? '');
    default:
      return lines.map((one, n) => (n < index ? one : `  ${one}`));
  }
}

const random = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.array(fc.constantFrom(...marks, '\n', ' ', 'a'), { maxLength: 40 }).map((all) => all.join('')),
);

// A few lines each: what goes wrong, goes wrong between neighbours, and many small texts hold more of that.
test.each([
  ['mutated runbooks', mutated, RUNS / 2, 20_261],
  ['random marks', random, RUNS / 2, 20_262],
] as const)(
  '%s: no throw, no hang, no command that was not in the text',
  (_, texts, numRuns, seed) => {
    fc.assert(
      fc.property(texts, (text) => {
        const found = wrongIn(text);
        if (found !== null) throw new Error(found);
      }),
      { numRuns, seed },
    );
  },
  60_000,
);

function wrongIn(text: string): string | null {
  const { findings, procedures } = read(text);
  if (findings.length > 0) return `it could not be read: ${findings[0]?.text}`;
  const known = text.replaceAll('\\|', '|');
  for (const { steps } of procedures) {
    for (const step of steps) {
      if (step.kind !== 'command') continue;
      const missing = step.text.split(/\s+/).find((word) => !isIn(word, text, known));
      if (missing !== undefined) return `${missing} of the command ${step.text} is not in the text`;
    }
  }
  return null;
}

/** Parses within the limit. A pause of the machine is not the reader's: a slow text is tried again. */
function read(text: string) {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const start = performance.now();
    const runbook = parseRunbook('x.md', text);
    if (performance.now() - start < LIMIT_MS) return runbook;
  }
  throw new Error(`it took more than ${LIMIT_MS} ms three times`);
}

function isIn(word: string, ...texts: string[]): boolean {
  // CommonMark replaces the zero byte.
  const pattern = word.replaceAll('\uFFFD', '\0');
  return texts.some((text) => text.includes(word) || text.includes(pattern));
}
