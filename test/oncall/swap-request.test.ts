import { expect, test } from 'vitest';
import { HOUR } from '../../src/lib/duration.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import {
  agreeToSwap,
  askForSwap,
  declineSwap,
  expireSwap,
  type SwapRequest,
  withdrawSwap,
} from '../../src/oncall/swap-request.ts';

// Ann has every even day, Bob every odd one.
const at = (hours: number) => new Date(Date.parse('2026-01-05T00:00Z') + hours * HOUR);
const plan = {
  schedule: Schedule.parse({ people: ['ann', 'bob'], turn: 'day', start: '2026-01-05T00:00' }),
  overrides: [],
  people: { ann: { name: 'Ann' }, bob: { name: 'Bob' }, cyd: { name: 'Cyd' } },
};
const given = (person: string, from: number) => ({ person, from: at(from), until: at(from + 24) });
const asked = { schedule: 'x', one: given('ann', 48), other: given('bob', 72), reason: null };
const ann = { person: 'ann', user: 'U0ANN' };
const bob = { person: 'bob', user: 'U0BOB' };
const cyd = { person: 'cyd', user: 'U0CYD' };

function open(more: Partial<SwapRequest> = {}): SwapRequest {
  const request = askForSwap(plan, asked, 's1', at(1));
  if (isRefusal(request)) throw new Error(request.text);
  return { ...request, ...more };
}
const agree = (request: SwapRequest, by = bob, now = at(2)) =>
  agreeToSwap(plan, request, by, ['o1', 'o2'], now);

test('once whoever is asked agrees, each has the turn of the other', () => {
  expect(agree(open())).toMatchObject({
    request: { state: 'agreed', decidedBy: 'U0BOB', decidedAt: at(2), swap: 'o1' },
    halves: [
      { person: 'bob', instead: 'ann', from: at(48), until: at(72), swap: 'o1', by: 'U0BOB' },
      { person: 'ann', instead: 'bob', from: at(72), until: at(96), swap: 'o1', by: 'U0BOB' },
    ],
  });
});

test.each([
  ['turns at the same time', { other: given('bob', 60) }, 'swap-overlaps'],
  ['a turn of somebody who is not on call', { other: given('cyd', 72) }, 'not-on-call'],
  ['a turn that the other one has already', { one: given('ann', 24) }, 'on-call-already'],
])('nobody is asked for %s', (_, more, code) => {
  expect(askForSwap(plan, { ...asked, ...more }, 's1', at(1))).toMatchObject({ code });
});

test.each([
  ['agree to it', () => agree(open(), cyd), 'not-asked'],
  ['agree to their own', () => agree(open(), ann), 'not-asked'],
  ['decline', () => declineSwap(open(), cyd, at(2)), 'not-asked'],
  ['withdraw what they did not ask', () => withdrawSwap(open(), bob, at(2)), 'not-yours'],
])('others cannot %s', (_, answer, code) => {
  expect(answer()).toMatchObject({ refused: true, code });
});

test.each([
  ['agreed', 'swap-agreed'],
  ['declined', 'swap-declined'],
  ['withdrawn', 'swap-withdrawn'],
  ['expired', 'past'],
] as const)('what is %s stays so', (state, code) => {
  const request = open({ state, decidedBy: 'U0BOB' });
  for (const answer of [
    agree(request),
    declineSwap(request, bob, at(2)),
    withdrawSwap(request, ann, at(2)),
  ])
    expect(answer).toMatchObject({ refused: true, code });
  expect(expireSwap(request, at(200))).toBeNull();
});

test('a request is closed when the first of both turns is over, not before', () => {
  expect(expireSwap(open(), at(71.9))).toBeNull();
  expect(expireSwap(open(), at(72))).toMatchObject({ state: 'expired', decidedBy: null });
  expect(agree(open(), bob, at(72))).toMatchObject({ code: 'past' });
});

test('of a turn that has begun the rest changes hands', () => {
  expect(agree(open(), bob, at(60))).toMatchObject({
    halves: [{ from: at(60) }, { from: at(72) }],
  });
});
