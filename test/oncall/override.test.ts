import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/refusal.ts';
import {
  askForCover,
  type CoverRequest,
  expireCover,
  takeCover,
  withdrawCover,
} from '../../src/oncall/cover.ts';
import type { Override } from '../../src/oncall/override.ts';
import { decideOverride, endOverride, type Wish } from '../../src/oncall/override-decide.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import { onCallAt, turnAt, turnsBetween } from '../../src/oncall/schedule-turns.ts';
import { decideSwap } from '../../src/oncall/swap.ts';

const at = (text: string) => new Date(`2026-01-${text}Z`);
const now = at('05T12:00');

const schedule = Schedule.parse({
  people: ['ann', 'bob', 'cyd'],
  turn: 'day',
  start: '2026-01-05T09:00',
  only: [{ from: '09:00', to: '21:00' }],
});
const people = { ann: { name: 'Ann' }, bob: { name: 'Bob' }, cyd: { name: 'Cyd' } };
const plan = { schedule, overrides: [], people };

function override(part: Partial<Override> = {}): Override {
  return {
    id: 'o1',
    schedule: 'primary',
    person: 'cyd',
    instead: null,
    from: at('06T12:00'),
    until: at('07T00:00'),
    by: 'U0ANN',
    reason: null,
    swap: null,
    createdAt: now,
    ...part,
  };
}

/** `bob until 06T12:00`, one line per segment of two days. */
function told(overrides: Override[]): string[] {
  return turnsBetween(schedule, overrides, at('06T09:00'), at('07T15:00')).map(
    ({ person, until }) => `${person ?? '-'} until ${until.toISOString().slice(8, 16)}`,
  );
}

describe('an override', () => {
  test('takes its stretch, gaps included, and says whose it was', () => {
    expect(told([override()])).toEqual([
      'bob until 06T12:00',
      'cyd until 06T21:00',
      'cyd until 07T00:00',
      '- until 07T09:00',
      'cyd until 07T15:00',
    ]);
    expect(onCallAt(schedule, [override()], at('06T13:00'))).toMatchObject({
      person: 'cyd',
      why: { kind: 'override', of: 'bob', override: { id: 'o1', by: 'U0ANN' } },
    });
    expect(onCallAt(schedule, [override()], at('06T22:00'))?.why).toMatchObject({ of: null });
  });

  test('for somebody leaves what is not theirs', () => {
    expect(told([override({ instead: 'bob', until: at('07T12:00') })])).toEqual([
      'bob until 06T12:00',
      'cyd until 06T21:00',
      '- until 07T09:00',
      'cyd until 07T15:00',
    ]);
    expect(told([override({ instead: 'ann' })])).toEqual(told([]));
  });

  test('that was entered later counts, in whatever order they come', () => {
    const first = override();
    const later = override({ id: 'o2', person: 'ann', instead: 'cyd', createdAt: at('05T13:00') });

    expect(told([later, first])).toEqual([
      'bob until 06T12:00',
      'ann until 07T00:00',
      '- until 07T09:00',
      'cyd until 07T15:00',
    ]);
    expect(told([first, later])).toEqual(told([later, first]));
  });

  test('changes nothing where its person is on call anyway', () => {
    const own = override({ person: 'bob', until: at('06T18:00') });

    expect(turnsBetween(schedule, [own], at('06T09:00'), at('06T21:00'))).toHaveLength(1);
    expect(turnAt(schedule, [own], at('06T13:00'))).toMatchObject({ until: at('06T21:00') });
  });

  test('in the middle of a turn ends it and gives it back', () => {
    const lunch = override({ until: at('06T13:00') });

    expect(turnAt(schedule, [lunch], at('06T10:00'))).toMatchObject({ until: at('06T12:00') });
    expect(turnAt(schedule, [lunch], at('06T12:30'))).toMatchObject({
      person: 'cyd',
      until: at('06T13:00'),
    });
    expect(turnAt(schedule, [lunch], at('06T13:00'))).toMatchObject({
      person: 'bob',
      from: at('06T13:00'),
    });
  });
});

describe('a wish for an override', () => {
  const { id: _, swap: __, createdAt: ___, ...rest } = override();
  const decide = (part: Partial<Wish>) => decideOverride(plan, { ...rest, ...part }, 'o9', now);

  test('is fulfilled, from now on where it begins in the past', () => {
    expect(decide({})).toEqual(override({ id: 'o9' }));
    expect(decide({ from: at('05T01:00') })).toMatchObject({ from: now });
  });

  test.each<[string, Partial<Wish>, string]>([
    ['an end before the begin', { until: at('06T12:00') }, 'ends-first'],
    ['an end that is none', { until: new Date(Number.NaN) }, 'ends-first'],
    ['the past', { from: at('05T09:00'), until: now }, 'past'],
    ['more than a year', { until: new Date('2027-03-01') }, 'too-long'],
    ['a stranger', { person: 'eve' }, 'unknown-person'],
    ['the place of a stranger', { instead: 'constructor' }, 'unknown-person'],
    ['their own place', { instead: 'cyd' }, 'same-person'],
    ['what is theirs already', { person: 'bob', until: at('06T18:00') }, 'on-call-already'],
    ['the place of somebody who is not on call', { instead: 'ann' }, 'not-on-call'],
  ])('is refused: %s', (_, part, code) => {
    expect(decide(part)).toMatchObject({ refused: true, code });
  });
});

test('what has begun ends now, what has not was never there', () => {
  expect(endOverride(override(), at('06T15:00'))).toEqual(override({ until: at('06T15:00') }));
  expect(endOverride(override(), at('06T12:00'))).toBeNull();
});

describe('a swap', () => {
  const one = { person: 'bob', from: at('06T09:00'), until: at('06T21:00') };
  const other = { person: 'cyd', from: at('07T09:00'), until: at('07T21:00') };
  const wish = { schedule: 'primary', one, other, by: 'U0BOB', reason: 'dentist' };

  test('gives each the other one’s stretch, and the two halves belong together', () => {
    const halves = decideSwap(plan, wish, ['a', 'b'], now);
    if (isRefusal(halves)) throw new Error(halves.text);

    expect(halves.map(({ id, swap, person, instead }) => [id, swap, person, instead])).toEqual([
      ['a', 'a', 'cyd', 'bob'],
      ['b', 'a', 'bob', 'cyd'],
    ]);
    expect(told(halves)).toEqual(['cyd until 06T21:00', '- until 07T09:00', 'bob until 07T15:00']);
  });

  test.each([
    [
      'overlapping stretches',
      { ...wish, other: { ...other, from: at('06T20:00') } },
      'swap-overlaps',
    ],
    [
      'a stretch that is not theirs',
      { ...wish, other: { ...other, person: 'ann' } },
      'not-on-call',
    ],
    ['with oneself', { ...wish, other: { ...other, person: 'bob' } }, 'same-person'],
    [
      'one that is over',
      { ...wish, one: { ...one, from: at('04T09:00'), until: at('04T10:00') } },
      'past',
    ],
  ])('is refused: %s', (_, asked, code) => {
    expect(decideSwap(plan, asked, ['a', 'b'], now)).toMatchObject({ code });
  });
});

describe('a request for cover', () => {
  const wish = {
    schedule: 'primary',
    person: 'bob',
    from: at('06T09:00'),
    until: at('06T13:00'),
    reason: 'dentist',
  };
  const asked = askForCover(plan, wish, 'c1', now) as CoverRequest;
  const cyd = { person: 'cyd', user: 'U0CYD' };
  const bob = { person: 'bob', user: 'U0BOB' };

  test('stays open until somebody takes it, and becomes an override', () => {
    expect(asked).toMatchObject({ state: 'open', decidedBy: null, overrideId: null });
    expect(takeCover(plan, asked, cyd, 'o1', at('05T14:00'))).toMatchObject({
      request: { state: 'taken', decidedBy: 'U0CYD', overrideId: 'o1' },
      override: {
        person: 'cyd',
        instead: 'bob',
        by: 'U0CYD',
        reason: 'dentist',
        until: wish.until,
      },
    });
  });

  test('half taken by the time is for what is left', () => {
    expect(takeCover(plan, asked, cyd, 'o1', at('06T11:00'))).toMatchObject({
      override: { from: at('06T11:00'), until: wish.until },
    });
  });

  test.each([
    ['one’s own', takeCover(plan, asked, bob, 'o1', now), 'own-cover'],
    [
      'taken',
      takeCover(plan, { ...asked, state: 'taken', decidedBy: 'U0ANN' }, cyd, 'o1', now),
      'cover-taken',
    ],
    [
      'withdrawn',
      takeCover(plan, { ...asked, state: 'withdrawn' }, cyd, 'o1', now),
      'cover-withdrawn',
    ],
    ['over', takeCover(plan, asked, cyd, 'o1', wish.until), 'past'],
    ['of somebody else to withdraw', withdrawCover(asked, cyd, now), 'not-yours'],
    [
      'for time that is not theirs',
      askForCover(plan, { ...wish, person: 'ann' }, 'c2', now),
      'not-on-call',
    ],
    [
      'for the past',
      askForCover(plan, { ...wish, until: now, from: at('05T09:00') }, 'c2', now),
      'past',
    ],
  ])('is refused: %s', (_, answer, code) => {
    expect(answer).toMatchObject({ refused: true, code });
  });

  test('is withdrawn by whoever asked, and expires by itself', () => {
    expect(withdrawCover(asked, bob, now)).toMatchObject({
      state: 'withdrawn',
      decidedBy: 'U0BOB',
    });
    expect(expireCover(asked, at('06T12:59'))).toBeNull();
    expect(expireCover(asked, wish.until)).toMatchObject({
      state: 'expired',
      decidedAt: wish.until,
    });
    expect(expireCover({ ...asked, state: 'taken' }, wish.until)).toBeNull();
  });
});
