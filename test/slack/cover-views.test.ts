import { expect, test } from 'vitest';
import type { TurnOf } from '../../src/flow/oncall/turns-of.ts';
import type { CoverRequest } from '../../src/oncall/cover.ts';
import { coverErrors, coverModal, readCover } from '../../src/slack/views/cover.ts';
import { coveredMessage, coverMessage } from '../../src/slack/views/cover-told.ts';
import { renderText } from '../harness/render.ts';
import { checkMessage, checkView } from '../harness/slack-check.ts';
import { at, nasty, now } from './samples.ts';

const request: CoverRequest = {
  id: 'c1',
  schedule: 'primary',
  person: 'oncall',
  from: at('04:00'),
  until: at('06:00'),
  reason: 'fever',
  state: 'open',
  decidedBy: null,
  decidedAt: null,
  overrideId: null,
  createdAt: at('02:00'),
};
const told = (more: Partial<CoverRequest>) => ({
  request: { ...request, ...more },
  user: 'U0ONCALL',
  endedBy: null,
});
const taken = { state: 'taken', decidedBy: 'U0DBA', overrideId: 'o1' } as const;

test.each([
  [
    'open',
    told({}),
    '✋ @U0ONCALL asks: who covers *primary* from 04:00 UTC until 06:00 UTC? fever\n[I take it]',
  ],
  ['taken', told(taken), '✓ @U0DBA covers *primary* from 04:00 UTC until 06:00 UTC for @U0ONCALL.'],
  [
    'withdrawn',
    told({ state: 'withdrawn' }),
    '– @U0ONCALL needs no cover for *primary* from 04:00 UTC until 06:00 UTC any more.',
  ],
  [
    'expired',
    told({ state: 'expired' }),
    '– Nobody covered *primary* from 04:00 UTC until 06:00 UTC for @U0ONCALL, and that time is over.',
  ],
])('a request that is %s says so', (_, shown, words) => {
  expect(renderText(coverMessage(shown, 'others'))).toBe(words);
});

test('whoever asked can withdraw it, and what is covered can be taken back', () => {
  expect(renderText(coverMessage(told({}), 'author'))).toContain('[Withdraw]');
  expect(renderText(coverMessage(told(taken), 'author'))).not.toContain('[');
  expect(renderText(coveredMessage(told(taken)))).toContain('[Remove]');
});

test('cover that was taken back says so, with nothing to press', () => {
  const shown = { ...told(taken), endedBy: 'U0CTO' };
  const words =
    '– Taken back by @U0CTO: @U0DBA was to cover *primary* from 04:00 UTC until 06:00 UTC for @U0ONCALL.';
  expect(renderText(coverMessage(shown, 'others'))).toBe(words);
  expect(renderText(coveredMessage(shown))).toBe(words);
});

test('hostile text stays inside the limits', () => {
  const shown = told({ reason: nasty, schedule: nasty });
  expect(checkMessage(coverMessage(shown, 'others'))).toEqual([]);
  expect(
    checkMessage(coveredMessage({ ...shown, request: { ...shown.request, ...taken } })),
  ).toEqual([]);
});

const turn = (from: Date, until: Date): TurnOf => ({
  schedule: 'primary',
  person: 'oncall',
  from,
  until,
});
const turns = [
  turn(at('02:00'), at('06:00')),
  { ...turn(at('10:00'), new Date('2026-11-30T09:00Z')), schedule: 'nights' },
];

test('the form opens with the turn that is on, on the clock of its zone', () => {
  const modal = coverModal({ own: turns, others: [], zone: 'Asia/Kolkata' }, now);
  expect(checkView(modal)).toEqual([]);
  expect(renderText(modal).split('\n')[0]).toBe(
    'Which turn?: {*now – Sun 22 Nov 11:30 (primary)* | Sun 22 Nov 15:30 – Mon 30 Nov 14:30 (nights)} (Times of Asia/Kolkata.)',
  );
});

test('with more turns than Slack has options, and the longest names, it is one that Slack takes', () => {
  const long = 'x'.repeat(40);
  const own = Array.from({ length: 200 }, () => ({ ...turns[1]!, schedule: long, person: long }));
  expect(checkView(coverModal({ own, others: [], zone: 'UTC' }, now))).toEqual([]);
});

test.each([
  ['all of it', {}, null],
  ['a part', { from: at('03:00'), until: at('04:00') }, null],
  ['what begins before it', { from: at('01:00') }, ['from']],
  ['what ends after it', { until: at('07:00') }, ['until']],
  ['what ends before it begins', { from: at('05:00'), until: at('04:00') }, ['until']],
])(
  'of the chosen turn %s is read, with an error at its field',
  (_, part: Record<string, Date>, fields) => {
    const chosen = (
      coverModal({ own: turns, others: [], zone: 'UTC' }, now).blocks[0] as never as {
        element: { initial_option: { value: string } };
      }
    ).element.initial_option;
    const moments = Object.entries(part).map(([name, when]) => [
      name,
      { value: { selected_date_time: when.getTime() / 1000 } },
    ]);
    const read = readCover({
      turn: { value: { selected_option: chosen } },
      ...Object.fromEntries(moments),
    });
    expect(read).toMatchObject({ schedule: 'primary', turn: turns[0], ...part });
    const errors = coverErrors(read!);
    expect(errors && Object.keys(errors)).toEqual(fields);
  },
);
