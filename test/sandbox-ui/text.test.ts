import { expect, test } from 'vitest';
import { formatDateToken } from '../../src/sandbox/ui/text/date-token.ts';
import { emojiGlyph, replaceEmoji } from '../../src/sandbox/ui/text/emoji.ts';

const at = Date.parse('2026-03-05T09:07:03Z');

test.each([
  ['{date_num}', '2026-03-05'],
  ['{date}', 'March 5, 2026'],
  ['{date_short}', 'Mar 5, 2026'],
  ['{date_long}', 'Thursday, March 5, 2026'],
  ['{time}', '09:07'],
  ['{time_secs}', '09:07:03'],
  ['{date_short_pretty} at {time}', 'today at 09:07'],
  ['{ago}', '2 h ago'],
  ['{nonsense} {time}', '{nonsense} 09:07'],
])('the date token %s becomes %s', (format, words) => {
  expect(formatDateToken(at, format, at + 7_200_000, 'UTC')).toBe(words);
});

test.each([
  [1, 'yesterday'],
  [-1, 'tomorrow'],
  [9, 'March 5, 2026'],
])('a pretty date seen %i days later is %s', (days, words) => {
  expect(formatDateToken(at, '{date_pretty}', at + days * 86_400_000, 'UTC')).toBe(words);
});

test('emoji names are replaced in plain text, and unknown ones are left', () => {
  expect(replaceEmoji(':fire: at 10:30:00 :no_such:')).toBe('🔥 at 10:30:00 :no_such:');
});

test.each(['rotating_light', 'white_check_mark', 'x', '+1', 'pager', 'hourglass_flowing_sand'])(
  'the emoji %s has a glyph',
  (name) => {
    expect(emojiGlyph(name)).toMatch(/\p{Emoji}/u);
  },
);
