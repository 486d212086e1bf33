import { describe, expect, test } from 'vitest';
import { Schedule } from '../../src/oncall/schedule.ts';
import { gapsBetween, turnsBetween } from '../../src/oncall/schedule-turns.ts';

const week = { people: ['ann', 'bob'], start: '2026-01-05T09:00' };

/** `ann until 2026-01-05T09:00`, one line per segment; `-` is a gap. */
function plan(written: object, from: string, until: string): string[] {
  const schedule = Schedule.parse(written);
  return turnsBetween(schedule, [], new Date(from), new Date(until)).map(
    (segment) => `${segment.person ?? '-'} until ${segment.until.toISOString().slice(5, 16)}`,
  );
}

describe('on call at some times alone', () => {
  test('office hours: the turns go on at night, and each day begins with a gap', () => {
    const office = {
      ...week,
      turn: 'day',
      only: [{ days: ['mon..tue'], from: '09:00', to: '17:00' }],
    };

    expect(plan(office, '2026-01-05T00:00Z', '2026-01-07T09:30Z')).toEqual([
      '- until 01-05T09:00',
      'ann until 01-05T17:00',
      '- until 01-06T09:00',
      'bob until 01-06T17:00',
      '- until 01-07T09:30',
    ]);
  });

  test('a night belongs to the day on which it begins', () => {
    const nights = { ...week, only: [{ days: ['fri'], from: '22:00', to: '06:00' }] };

    expect(plan(nights, '2026-01-09T00:00Z', '2026-01-11T00:00Z')).toEqual([
      '- until 01-09T22:00',
      'ann until 01-10T06:00',
      '- until 01-11T00:00',
    ]);
  });

  test('a weekend has its days in its ends, and meets the hand-off within', () => {
    const weekend = {
      ...week,
      start: '2026-01-03',
      only: [{ from: 'fri 17:00', to: 'mon 09:00' }],
    };

    expect(plan(weekend, '2026-01-09T12:00Z', '2026-01-12T12:00Z')).toEqual([
      '- until 01-09T17:00',
      'ann until 01-10T09:00',
      'bob until 01-12T09:00',
      '- until 01-12T12:00',
    ]);
  });

  test('days may wrap round the week, times may overlap, and a day may be whole', () => {
    const only = [
      { days: ['sat..sun'], from: '09:00', to: '09:00' },
      { days: ['sun..mon'], from: '08:00', to: '10:00' },
    ];

    expect(plan({ ...week, only }, '2026-01-09T00:00Z', '2026-01-13T00:00Z')).toEqual([
      '- until 01-10T09:00',
      'ann until 01-12T09:00',
      'bob until 01-12T10:00',
      '- until 01-13T00:00',
    ]);
  });
});

describe('shifts', () => {
  const shifts = [
    { days: ['mon..fri'], from: '08:00', to: '16:00', person: 'ann' },
    { days: ['mon..fri'], from: '16:00', to: '24:00', person: 'bob' },
    { days: ['wed'], from: '12:00', to: '18:00', person: 'cyd' },
  ];

  test('are what they say, and where two overlap the later one counts', () => {
    expect(plan({ shifts }, '2026-01-07T00:00Z', '2026-01-08T00:00Z')).toEqual([
      '- until 01-07T08:00',
      'ann until 01-07T12:00',
      'cyd until 01-07T18:00',
      'bob until 01-08T00:00',
    ]);
  });

  test('there are none before the start', () => {
    expect(plan({ shifts, start: '2026-01-08' }, '2026-01-07T00:00Z', '2026-01-08T09:00Z')).toEqual(
      ['- until 01-08T08:00', 'ann until 01-08T09:00'],
    );
  });
});

describe('layers', () => {
  test('later ones win where they have somebody, each in its own zone', () => {
    const layers = [
      { ...week, zone: 'Europe/Berlin' },
      {
        people: ['cyd'],
        zone: 'Asia/Kolkata',
        only: [{ days: ['mon..fri'], from: '09:00', to: '18:00' }],
      },
    ];

    expect(plan({ layers }, '2026-01-09T00:00Z', '2026-01-12T12:00Z')).toEqual([
      'ann until 01-09T03:30',
      'cyd until 01-09T12:30',
      'ann until 01-12T03:30',
      'cyd until 01-12T12:00',
    ]);
  });

  test('one that begins later takes over then, and one person by two layers stands twice', () => {
    const layers = [week, { people: ['bob', 'ann'], start: '2026-01-12T09:00' }];

    expect(plan({ layers }, '2026-01-11T00:00Z', '2026-01-20T00:00Z')).toEqual([
      'ann until 01-12T09:00',
      'bob until 01-19T09:00',
      'ann until 01-20T00:00',
    ]);
  });
});

describe('turns of hours and months', () => {
  test('half days keep their hours when the clocks change', () => {
    const halves = {
      ...week,
      turn: 'hour',
      every: 12,
      start: '2026-03-28T08:00',
      zone: 'Europe/Berlin',
    };

    expect(plan(halves, '2026-03-28T07:00Z', '2026-03-29T18:00Z')).toEqual([
      'ann until 03-28T19:00',
      'bob until 03-29T06:00',
      'ann until 03-29T18:00',
    ]);
  });

  test('of turns of an hour, spring passes one over and autumn makes one last two', () => {
    const hours = { people: ['ann', 'bob', 'cyd', 'dan'], turn: 'hour', zone: 'Europe/Berlin' };

    expect(
      plan({ ...hours, start: '2026-03-29T01:00' }, '2026-03-29T00:00Z', '2026-03-29T03:00Z'),
    ).toEqual(['ann until 03-29T01:00', 'cyd until 03-29T02:00', 'dan until 03-29T03:00']);
    expect(
      plan({ ...hours, start: '2026-10-25T01:00' }, '2026-10-24T23:00Z', '2026-10-25T03:00Z'),
    ).toEqual(['ann until 10-25T00:00', 'bob until 10-25T02:00', 'cyd until 10-25T03:00']);
  });

  test('months that have no 31st change on their last day', () => {
    const months = { ...week, turn: 'month', start: '2026-01-31T09:00' };

    expect(plan(months, '2026-02-01T00:00Z', '2026-06-01T00:00Z')).toEqual([
      'ann until 02-28T09:00',
      'bob until 03-31T09:00',
      'ann until 04-30T09:00',
      'bob until 05-31T09:00',
      'ann until 06-01T00:00',
    ]);
  });

  test('quarters, without a start, change on the first', () => {
    const quarters = { people: ['ann', 'bob'], turn: 'month', every: 3, handoff: '10:00' };

    expect(plan(quarters, '2025-12-31T00:00Z', '2026-08-01T00:00Z')).toEqual([
      'bob until 01-01T10:00',
      'ann until 04-01T10:00',
      'bob until 07-01T10:00',
      'ann until 08-01T00:00',
    ]);
  });
});

test.each([
  ['Europe/Berlin', '2026-03-28T12:00', 23],
  ['Europe/Berlin', '2026-10-24T12:00', 25],
  ['Australia/Lord_Howe', '2026-10-03T12:00', 23.5],
  ['Australia/Lord_Howe', '2026-04-04T12:00', 24.5],
  ['Africa/Casablanca', '2024-03-09T12:00', 25],
  ['Antarctica/Troll', '2026-03-28T12:00', 22],
  ['Pacific/Apia', '2011-12-29T12:00', 12],
])('in %s the day turn that begins %s has %d hours', (zone, start, hours) => {
  const schedule = Schedule.parse({ people: ['ann', 'bob'], turn: 'day', start, zone });
  const from = new Date(`${start}Z`).getTime() - 15 * 3_600_000;
  const segments = turnsBetween(schedule, [], new Date(from), new Date(from + 5 * 86_400_000));
  const first = segments.find(({ person }) => person === 'ann')!;

  expect((+first.until - +first.from) / 3_600_000).toBe(hours);
});

test('gaps are found, and what nobody says anything about is one', () => {
  const office = { ...week, only: [{ days: ['mon..fri'], from: '09:00', to: '17:00' }] };
  const from = new Date('2026-01-09T12:00Z');
  const until = new Date('2026-01-12T12:00Z');

  expect(gapsBetween(Schedule.parse(office), [], from, until)).toEqual([
    { from: new Date('2026-01-09T17:00Z'), until: new Date('2026-01-12T09:00Z') },
  ]);
  expect(
    gapsBetween(
      { zone: 'UTC', layers: [], calendar: null, tells: true, userGroup: null },
      [],
      from,
      until,
    ),
  ).toEqual([{ from, until }]);
  expect(gapsBetween(Schedule.parse(week), [], until, from)).toEqual([]);
});
