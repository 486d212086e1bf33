import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeBlock, codeBlocks, escapeFit, shorten, size } from '../../src/slack/limits.ts';
import { line } from '../../src/slack/views/text.ts';

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['😀😀😀', 2, '😀…'],
  ['ab cd', 4, 'ab…'],
  ['', 3, ''],
])('%j cut to %i code points is %j', (text, max, cut) => {
  expect(shorten(text, max)).toBe(cut);
});

test.each([
  ['a<b', 20, 'a&lt;b'],
  ['<<<<', 9, '&lt;&lt;…'],
  ['&&', 6, '&amp;…'],
])('%j escaped and cut to %i is %j', (text, max, cut) => {
  expect(escapeFit(text, max)).toBe(cut);
});

test('nothing that is escaped and cut is too long or can mention', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 10, max: 60 }), (text, max) => {
      const sent = escapeFit(text, max);
      expect(size(sent)).toBeLessThanOrEqual(max);
      expect(sent).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    }),
  );
});

test.each(['```', 'a ``` b', '``````', '`', '````x```'])(
  '%j cannot close its code block',
  (text) => {
    expect(codeBlock(text, 100).match(/```/g)).toHaveLength(2);
  },
);

test('a command that reads backwards or hides is spelled out', () => {
  expect(codeBlock('rm \u202efr-\u0007', 100)).toBe('```\nrm \\u202efr-\\u0007\n```');
});

test('a long command is shown whole over several blocks, or said to be cut', () => {
  const text = '<'.repeat(1000);

  expect(codeBlocks(text, 2308, 2).whole).toBe(true);
  expect(codeBlocks(text, 2308, 2).blocks.join('').match(/&lt;/g)).toHaveLength(1000);
  expect(codeBlocks(`${text}${text}`, 2308, 2).whole).toBe(false);
});

test.each([
  ['<!channel> down', '&lt;!channel&gt; down'],
  ['*bold* ~no~ `code`', '∗bold∗ ∼no∼ ˋcodeˋ'],
  ['_it_ but node_exporter_down', 'ˍitˍ but node_exporter_down'],
  ['two\nlines\tand  more', 'two lines and more'],
  ['abc\u202edef', 'abcdef'],
  ['   ', '(empty)'],
])('the line %j is sent as %j', (text, sent) => {
  expect(line(text, 100)).toBe(sent);
});
