import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineReader } from '../../src/runner/output-text.ts';
import { plainText } from '../../src/runner/plain-text.ts';

describe('what a terminal would obey is not in the text', () => {
  test.each([
    ['colours', '\x1b[1;31mred\x1b[0m', 'red'],
    ['colours with colons', '\x1b[38:2:1:2:3mred\x1b[m', 'red'],
    ['cursor movements', 'a\x1b[2A\x1b[10;20Hb\x1b[2Kc', 'abc'],
    ['a hidden cursor', '\x1b[?25lx\x1b[?25h', 'x'],
    ['a title with spaces', '\x1b]0;my title here\x07x', 'x'],
    ['a link', '\x1b]8;;https://example.org/a b\x1b\\click\x1b]8;;\x1b\\', 'click'],
    ['the clipboard', '\x1b]52;c;cm0gLXJmIC8=\x07ok', 'ok'],
    ['a picture', '\x1bPq#0;2;0;0;0#0~~@@vv\x1b\\.', '.'],
    ['a character set', '\x1b(0lqqk\x1b(B', 'lqqk'],
    ['one-byte controls', '\x9b31mred\x9b0m', 'red'],
    ['a reset', 'a\x1bcb', 'ab'],
    ['bells and NUL', 'a\x07b\x00c', 'abc'],
    ['a title without an end, which hides nothing', '\x1b]0;rm -rf /\nnext', '0;rm -rf /\nnext'],
    ['half a sequence at the end', 'a\x1b[', 'a'],
  ])('%s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });
});

describe('a line that was written again', () => {
  test.each([
    ['a progress bar leaves its last state', ' 10%\r 50%\r100%\ndone\n', '100%\ndone\n'],
    ['a spinner leaves its last word', '|\b/\b-\b\\\bdone\n', 'done\n'],
    ['bold as manual pages write it', 'N\bNA\bAM\bME\bE\n', 'NAME\n'],
    ['line ends of Windows', 'a\r\nb\r\r\nc', 'a\nb\nc'],
    ['a backspace goes no further than its line', 'a\n\b\bb', 'a\nb'],
    ['a return at the end takes nothing away', 'kept\r', 'kept'],
  ])('%s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });
});

test('however the bytes are cut, the text is the same', () => {
  const piece = fc.constantFrom(
    'a',
    'é',
    '😀',
    '\r',
    '\n',
    '\r\n',
    '\x1b[31m',
    '\x1b]0;t\x07',
    '\b',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.array(fc.nat(40), { maxLength: 20 }),
      (pieces, cuts) => {
        const bytes = Buffer.from(pieces.join(''));
        const reader = new LineReader();
        let text = '';
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          text += reader.push(bytes.subarray(at, at + cut));
          at += cut;
        }
        expect(text + reader.end()).toBe(plainText(bytes.toString()));
      },
    ),
  );
});

test('a progress bar of 20 MB that never ends its line is one line', () => {
  const reader = new LineReader();
  const bar = Buffer.from(`${'#'.repeat(99)}\r`.repeat(200));
  let text = '';
  for (let n = 0; n < 1_000; n += 1) text += reader.push(bar);
  text += reader.push(Buffer.from('done\n'));
  expect(text + reader.end()).toBe('done\n');
});

test('a line that never ends comes in pieces', () => {
  const reader = new LineReader();
  const pieces = Array.from({ length: 100 }, () => reader.push(Buffer.alloc(10_000, 'x')));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(80_000);
  expect((pieces.join('') + reader.end()).length).toBe(1_000_000);
});
