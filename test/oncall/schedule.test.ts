import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Schedule, turnAt } from '../../src/oncall/schedule.ts';

const run = promisify(execFile);

const week = Schedule.parse({
  people: ['ann', 'bob', 'cyd'],
  start: '2026-01-05T09:00',
  zone: 'Europe/Berlin',
});
const day: Schedule = { ...week, turn: 'day' };

type Rest = [at: string, person: string | null, from?: string, until?: string];
type Row = [string, ...Rest];

function check(
  schedule: Schedule,
  at: string,
  person: string | null,
  from?: string,
  until?: string,
) {
  const turn = turnAt(schedule, new Date(at));
  if (person === null) return expect(turn).toBeNull();
  return expect(
    turn && { ...turn, from: turn.from.toISOString(), until: turn.until.toISOString() },
  ).toEqual({
    person,
    from: expect.stringContaining(from ?? ''),
    until: expect.stringContaining(until ?? ''),
  });
}

describe('turns of a week, handed off on Mondays at nine in Berlin', () => {
  test.each<Row>([
    ['long before the start', '2020-01-01T00:00:00Z', null],
    ['a millisecond before the start', '2026-01-05T07:59:59.999Z', null],
    ['at the start', '2026-01-05T08:00:00Z', 'ann', '2026-01-05T08:00', '2026-01-12T08:00'],
    ['in the middle', '2026-01-09T23:30:00Z', 'ann', '2026-01-05T08:00', '2026-01-12T08:00'],
    ['on the hand-off day before it', '2026-01-11T23:30:00Z', 'ann', '2026-01-05T08:00'],
    ['a millisecond before the hand-off', '2026-01-12T07:59:59.999Z', 'ann', '2026-01-05T08:00'],
    ['at the hand-off', '2026-01-12T08:00:00Z', 'bob', '2026-01-12T08:00', '2026-01-19T08:00'],
    ['a minute after the hand-off', '2026-01-12T08:01:00Z', 'bob', '2026-01-12T08:00'],
    ['the third week', '2026-01-25T12:00:00Z', 'cyd', '2026-01-19T08:00', '2026-01-26T08:00'],
    ['round again', '2026-01-26T08:00:00Z', 'ann', '2026-01-26T08:00', '2026-02-02T08:00'],
    ['years later', '2031-07-01T12:00:00Z', 'bob', '2031-06-30T07:00', '2031-07-07T07:00'],
  ])('%s', (_, at, person, from, until) => {
    check(week, at, person, from, until);
  });
});

describe('turns of a day', () => {
  test.each<Row>([
    ['before the start', '2026-01-05T07:59:00Z', null],
    ['the first', '2026-01-05T08:00:00Z', 'ann', '2026-01-05T08:00', '2026-01-06T08:00'],
    ['a minute before the second', '2026-01-06T07:59:00Z', 'ann', '2026-01-05T08:00'],
    ['the second', '2026-01-06T08:00:00Z', 'bob', '2026-01-06T08:00', '2026-01-07T08:00'],
    ['after midnight it is still the second', '2026-01-06T23:30:00Z', 'bob', '2026-01-06T08:00'],
    ['the fourth is the first person', '2026-01-08T08:00:00Z', 'ann', '2026-01-08T08:00'],
  ])('%s', (_, at, person, from, until) => {
    check(day, at, person, from, until);
  });
});

describe('when the clocks change, the hand-off keeps its wall-clock time', () => {
  const newYork: Schedule = { ...week, zone: 'America/New_York' };
  const nights: Schedule = { ...day, start: '2026-03-01T02:30' };
  test.each<[string, string, Schedule, ...Rest]>([
    [
      'Berlin in spring',
      'the week of 167 hours',
      week,
      '2026-03-29T12:00:00Z',
      'cyd',
      '2026-03-23T08:00',
      '2026-03-30T07:00',
    ],
    [
      'Berlin in spring',
      'at nine, summer time',
      week,
      '2026-03-30T07:00:00Z',
      'ann',
      '2026-03-30T07:00',
      '2026-04-06T07:00',
    ],
    [
      'Berlin in spring',
      'a minute before',
      week,
      '2026-03-30T06:59:00Z',
      'cyd',
      '2026-03-23T08:00',
    ],
    [
      'Berlin in autumn',
      'the week of 169 hours',
      week,
      '2026-10-25T12:00:00Z',
      'cyd',
      '2026-10-19T07:00',
      '2026-10-26T08:00',
    ],
    [
      'Berlin in autumn',
      'at eight, winter time',
      week,
      '2026-10-26T07:30:00Z',
      'cyd',
      '2026-10-19T07:00',
    ],
    [
      'Berlin in autumn',
      'at nine, winter time',
      week,
      '2026-10-26T08:00:00Z',
      'ann',
      '2026-10-26T08:00',
    ],
    [
      'New York in spring',
      'three weeks earlier',
      newYork,
      '2026-03-08T12:00:00Z',
      'cyd',
      '2026-03-02T14:00',
      '2026-03-09T13:00',
    ],
    [
      'New York in spring',
      'at nine, summer time',
      newYork,
      '2026-03-09T13:00:00Z',
      'ann',
      '2026-03-09T13:00',
      '2026-03-16T13:00',
    ],
    [
      'New York in autumn',
      'a week later',
      newYork,
      '2026-11-01T12:00:00Z',
      'ann',
      '2026-10-26T13:00',
      '2026-11-02T14:00',
    ],
    [
      'New York in autumn',
      'at nine, winter time',
      newYork,
      '2026-11-02T14:00:00Z',
      'bob',
      '2026-11-02T14:00',
    ],
    [
      'a time that spring leaves out',
      'comes an hour later',
      nights,
      '2026-03-29T01:29:59Z',
      'ann',
      '2026-03-28T01:30',
      '2026-03-29T01:30',
    ],
    [
      'a time that spring leaves out',
      'is back the next day',
      nights,
      '2026-03-29T01:30:00Z',
      'bob',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ],
    [
      'a time that autumn has twice',
      'hands off once',
      nights,
      '2026-10-25T00:30:00Z',
      'bob',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ],
    [
      'a time that autumn has twice',
      'not again an hour later',
      nights,
      '2026-10-25T01:30:00Z',
      'bob',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ],
  ])('%s: %s', (_, __, schedule, at, person, from, until) => {
    check(schedule, at, person, from, until);
  });
});

test.each(['America/New_York', 'Australia/Lord_Howe'])(
  'a machine that stands in %s hands off at the same moments',
  { timeout: 20_000 },
  async (TZ) => {
    const schedules: Schedule[] = [
      { ...day, zone: 'UTC', start: '2026-10-04T02:00' },
      { ...day, start: '2026-03-08T02:30' },
    ];
    const instants = ['2026-03-29T12:00:00Z', '2026-10-25T01:00:00Z', '2026-11-02T09:00:00Z'];
    const there = await run(
      process.execPath,
      ['--import', 'tsx', 'test/fixtures/turns.ts', JSON.stringify(schedules), ...instants],
      { env: { ...process.env, TZ } },
    );
    const here = schedules.flatMap((one) => instants.map((at) => turnAt(one, new Date(at))));
    expect(there.stdout).toBe(JSON.stringify(here));
    expect(here.map((turn) => turn?.from.toISOString())).toEqual([
      undefined,
      '2026-10-24T02:00:00.000Z',
      '2026-11-02T02:00:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-11-02T01:30:00.000Z',
    ]);
  },
);

describe('zones that stand half an hour apart', () => {
  const india: Schedule = { ...day, zone: 'Asia/Kolkata' };
  const island: Schedule = { ...day, zone: 'Australia/Lord_Howe' };
  test.each<[string, string, Schedule, ...Rest]>([
    [
      'India',
      'at nine',
      india,
      '2026-01-05T03:30:00Z',
      'ann',
      '2026-01-05T03:30',
      '2026-01-06T03:30',
    ],
    [
      'India',
      'a minute before the second',
      india,
      '2026-01-06T03:29:00Z',
      'ann',
      '2026-01-05T03:30',
    ],
    [
      'India',
      'in July as in January',
      india,
      '2026-07-05T03:30:00Z',
      'bob',
      '2026-07-05T03:30',
      '2026-07-06T03:30',
    ],
    [
      'Lord Howe',
      'in summer, eleven ahead',
      island,
      '2026-01-05T00:00:00Z',
      'ann',
      '2026-01-04T22:00',
    ],
    [
      'Lord Howe',
      'half an hour goes',
      island,
      '2026-04-04T23:00:00Z',
      'ann',
      '2026-04-04T22:30',
      '2026-04-05T22:30',
    ],
  ])('%s: %s', (_, __, schedule, at, person, from, until) => {
    check(schedule, at, person, from, until);
  });
});

describe('one person alone', () => {
  const alone: Schedule = { ...week, people: ['ann'] };
  test.each<Row>([
    ['takes every turn', '2026-01-12T08:00:00Z', 'ann', '2026-01-12T08:00', '2026-01-19T08:00'],
    ['is on call just before the start', '2026-01-05T07:59:00Z', 'ann', '2025-12-29T08:00'],
    ['and long before it', '1999-01-01T00:00:00Z', 'ann', '1998-12-28T08:00', '1999-01-04T08:00'],
  ])('%s', (_, at, person, from, until) => {
    check(alone, at, person, from, until);
  });
});

test('an instant that is none has nobody on call', () => {
  expect(turnAt(week, new Date(Number.NaN))).toBeNull();
  expect(turnAt({ ...week, people: ['ann'] }, new Date(Number.NaN))).toBeNull();
});

describe('a schedule as it is written in runbell.yaml', () => {
  const people = ['ann'];
  test('needs only people', () => {
    expect(Schedule.parse({ people })).toEqual({
      people,
      turn: 'week',
      start: '2026-01-05T09:00',
      zone: 'UTC',
    });
  });

  test.each([
    ['UTC'],
    ['Etc/UTC'],
    ['Europe/Berlin'],
    ['Europe/Kyiv'],
    ['Europe/Kiev'],
    ['Asia/Kolkata'],
    ['Asia/Calcutta'],
    ['America/Argentina/Buenos_Aires'],
    ['America/Port-au-Prince'],
    ['Australia/Lord_Howe'],
  ])('takes the zone %s', (zone) => {
    expect(Schedule.safeParse({ people, zone }).success).toBe(true);
  });

  test.each([
    [''],
    ['Berlin'],
    ['Europe/Atlantis'],
    ['Europe/Berlin '],
    ['+01:00'],
    ['GMT+1'],
    ['CET/CEST'],
    ['Europe\\Berlin'],
    ['Europe/Berlin\0'],
  ])('takes no zone %j', (zone) => {
    const read = Schedule.safeParse({ people, zone });
    expect(read.error?.issues[0]?.message).toBe('an IANA time zone such as Europe/Berlin');
  });

  test.each([
    ['2026-01-05'],
    ['2026-01-05 09:00'],
    ['2026-01-05T09:00:00'],
    ['2026-01-05T09:00Z'],
    ['2026-13-05T09:00'],
    ['2026-02-30T09:00'],
    ['2026-00-10T09:00'],
    ['2026-01-05T24:00'],
    ['2026-01-05T09:60'],
    ['monday'],
  ])('takes no start %s', (start) => {
    const read = Schedule.safeParse({ people, start });
    expect(read.error?.issues[0]?.message).toBe('a local time such as 2026-01-05T09:00');
  });

  test.each<[string, unknown]>([
    ['nobody', { people: [] }],
    ['an unknown turn', { people, turn: 'month' }],
    ['an unknown key', { people, rotation: 'daily' }],
    ['a crowd', { people: Array.from({ length: 51 }, (_, index) => `p${index}`) }],
  ])('refuses %s', (_, written) => {
    expect(Schedule.safeParse(written).success).toBe(false);
  });
});

describe('whatever the zone, the hour and the turn', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Asia/Beirut',
    'America/Havana',
    'Pacific/Apia',
    'Pacific/Kiritimati',
    'Africa/Casablanca',
  ];
  const two = (n: number) => String(n).padStart(2, '0');
  const schedules = fc
    .record({
      people: fc
        .integer({ min: 1, max: 7 })
        .map((n) => Array.from({ length: n }, (_, i) => `p${i}`)),
      turn: fc.constantFrom('day' as const, 'week' as const),
      zone: fc.constantFrom(...zones),
      month: fc.integer({ min: 1, max: 12 }),
      date: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.constantFrom(0, 1, 15, 30, 59),
    })
    .map(({ month, date, hour, minute, ...rest }): Schedule => {
      return { ...rest, start: `2026-${two(month)}-${two(date)}T${two(hour)}:${two(minute)}` };
    });
  const first = Date.UTC(2027, 0, 15);
  const instants = fc.integer({ min: first, max: Date.UTC(2032, 0, 1) }).map((ms) => new Date(ms));

  test('exactly one person is on call, and turns meet without gap or overlap', () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, at) => {
        const turn = turnAt(schedule, at)!;
        expect(schedule.people).toContain(turn.person);
        expect(+turn.from).toBeLessThanOrEqual(+at);
        expect(+turn.until).toBeGreaterThan(+at);
        expect(turnAt(schedule, turn.from)).toEqual(turn);
        expect(turnAt(schedule, new Date(+turn.until - 1))).toEqual(turn);
        const next = turnAt(schedule, turn.until)!;
        expect(next.from).toEqual(turn.until);
        expect(turnAt(schedule, new Date(+turn.from - 1))!.until).toEqual(turn.from);
        const { people } = schedule;
        expect(people.indexOf(next.person)).toBe((people.indexOf(turn.person) + 1) % people.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('a hand-off comes at its wall-clock time, unless the clocks leave that time out', () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, at) => {
        const { from } = turnAt(schedule, at)!;
        const wall = wallClock(from, schedule.zone);
        if (wall === schedule.start.slice(11)) return;
        const before = wallClock(new Date(+from - 3_600_000), schedule.zone, 'minutes');
        const after = wallClock(from, schedule.zone, 'minutes');
        const skipped = (Number(after) - Number(before) + 1440) % 1440;
        expect(skipped).toBeGreaterThan(60);
      }),
      { numRuns: 1000 },
    );
  });

  function wallClock(at: Date, zone: string, as: 'text' | 'minutes' = 'text'): string {
    const text = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return as === 'text' ? text : String(hour * 60 + minute);
  }
});
