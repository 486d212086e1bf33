import { expect, test } from 'vitest';
import { foldCode, unfoldCode } from '../../src/runbook/markdown/fold-code.ts';
import { parseMarkdown } from '../../src/runbook/markdown/tree.ts';

function codesOf(text: string): string[] {
  const found: string[] = [];
  const visit = (node: { type: string; value?: string; children?: unknown[] }): void => {
    if (node.type === 'code') found.push(node.value ?? '');
    for (const child of node.children ?? []) visit(child as Parameters<typeof visit>[0]);
  };
  visit(parseMarkdown(text));
  return found;
}

test.each([
  ['a block', '```bash\nls\n\n  df\n```', ['ls\n\n  df']],
  ['a block in a list', '- a\n  ```\n  ls\n    df\n  ```\n- b', ['ls\n  df']],
  ['a block that is never closed', '```\nls\ndf', ['ls\ndf']],
  ['a longer fence around a fence', '````\n```\nls\n```\n````', ['```\nls\n```']],
  ['a block in a quote', '> ```\n> ls\n> ```', ['ls']],
  ['a block in a comment', '<!--\n```\nls\n```\n-->\n\n```\ndf\n```', ['df']],
  ['indented code that shows a fence', 'a\n\n    ```\n    ls\n    ```\n', ['```\nls\n```']],
  ['code that is indented less than its fence', '  ```\n ls\n  ```', ['ls']],
  ['tabs', '```\n\tls\n```', ['\tls']],
])('%s is read as if nothing had been put aside', (_, text, codes) => {
  expect(codesOf(text)).toEqual(codes);
});

test('lines of code are put aside and found again by their place', () => {
  const folded = foldCode('a\n\n```sh\nkubectl get pods\n\nls\n```\n');
  expect(folded).toEqual({
    text: 'a\n\n```sh\nx\n\nx\n```\n',
    folded: [{ open: 3, close: 7, code: 'kubectl get pods\n\nls' }],
  });
});

test('what the parser did not see as that block is noticed', () => {
  expect(unfoldCode(parseMarkdown('a'), [{ open: 1, close: 3, code: 'ls' }])).toBe(false);
});
