import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classify } from '../../src/runbook/classify/classify.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const piece = fc.constantFrom(
  ...[
    '```bash\n',
    '```\n',
    '- ',
    '1. ',
    '**Foo**\n',
    '# ',
    '> ',
    '`',
    '$ ',
    '<x>',
    '{{y}}',
    '$(',
    '${',
  ],
  ...[
    '"',
    "'",
    '\\\n',
    '<<EOF\n',
    'EOF\n',
    'kubectl get pods',
    'rm -rf /',
    '|',
    '&&',
    '\n',
    '\n\n',
    '  ',
  ],
  ...[
    '| a | b |\n|--|--|\n',
    '**Alert**: Foo\n',
    'for i in',
    'do',
    'done',
    '{',
    '}',
    '\0',
    '\uE0001\uE001',
  ],
);
const markdown = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join('')),
);

test('no text makes the classifier throw', () => {
  fc.assert(
    fc.property(markdown, (text) => {
      expect(['readonly', 'mutating', 'destructive']).toContain(classify(text).class);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['deep quotes', '> '.repeat(3000)],
  ['deep lists', Array.from({ length: 400 }, (_, n) => `${'  '.repeat(n)}- a`).join('\n')],
  ['open brackets', '['.repeat(20_000)],
  ['open quotes in a fence', `\`\`\`bash\n${'echo "\n'.repeat(2000)}\`\`\``],
  ['deep substitutions', `\`\`\`bash\necho ${'$('.repeat(2000)}\n\`\`\``],
  ['a long line', `\`\`\`bash\ncurl ${'a'.repeat(200_000)}\n\`\`\``],
  ['too large', 'a\n'.repeat(600_000)],
  ['many code spans', '`docker ps` '.repeat(20_000)],
])('%s are read in time', (_, text) => {
  const start = performance.now();
  parseRunbook('x.md', text);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('a file that is too large says so', () => {
  expect(parseRunbook('x.md', 'a\n'.repeat(600_000)).findings).toMatchObject([
    { level: 'error', text: expect.stringContaining('Split it') },
  ]);
});
