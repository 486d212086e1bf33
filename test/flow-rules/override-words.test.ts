import { expect, test } from 'vitest';
import { readOverrideWords } from '../../src/flow/oncall/override-words.ts';

const read = (typed: string) => readOverrideWords(typed.split(' '), ['primary', 'nights']);
const nothing = { schedule: null, user: null, until: null, reason: null };
const hours = (n: number) => ({ kind: 'for', ms: n * 3_600_000 });

test.each([
  ['', nothing],
  ['Nights', { ...nothing, schedule: 'nights' }],
  ['<@U0ADA>', { ...nothing, user: 'U0ADA' }],
  [
    'primary <@U0ADA|ada> for 4h',
    { schedule: 'primary', user: 'U0ADA', until: hours(4), reason: null },
  ],
  [
    '<@U0ADA> for 4h at the dentist',
    { ...nothing, user: 'U0ADA', until: hours(4), reason: 'at the dentist' },
  ],
  [
    '<@U0ADA> UNTIL 9:05',
    { ...nothing, user: 'U0ADA', until: { kind: 'clock', hours: 9, minutes: 5 } },
  ],
  ['<@U0ADA> the dentist', { ...nothing, user: 'U0ADA', reason: 'the dentist' }],
])('"%s" is understood', (typed, wanted) => {
  expect(read(typed)).toEqual(wanted);
});

test.each([
  ['days <@U0ADA>', 'no-schedule'],
  ['primary ada', 'no-person'],
  ['<@U0ADA> for ever', 'no-end'],
  ['<@U0ADA> until 24:00', 'no-end'],
  ['<@U0ADA> for', 'no-end'],
])('"%s" is refused as %s, with what to type instead', (typed, code) => {
  expect(read(typed)).toMatchObject({
    refused: true,
    code,
    text: expect.stringContaining('primary'),
  });
});
