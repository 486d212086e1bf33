import { expect, test } from 'vitest';
import { lineWithCode } from '../../src/slack/views/text.ts';

test.each([
  ['`docker` is not installed on h', '`docker` is not installed on h'],
  ['exit 1', 'exit 1'],
  [
    'a file pattern (`*`, `?`), which needs a shell',
    'a file pattern (`*`, `?`), which needs a shell',
  ],
  ['`<!channel>` & *bold*', '`&lt;!channel&gt;` &amp; ∗bold∗'],
  ['one ` alone', 'one ˋ alone'],
  ['', '(empty)'],
  ['`a` `b`', '`a` `b`'],
])(
  '%j reads %j: what stands between backticks stays code, and nothing else formats',
  (text, shown) => {
    expect(lineWithCode(text, 100)).toBe(shown);
  },
);

test('code that would grow beyond its room by escaping falls back to plain words', () => {
  expect([...lineWithCode(`\`${'&'.repeat(60)}\``, 100)].length).toBeLessThanOrEqual(100);
});
