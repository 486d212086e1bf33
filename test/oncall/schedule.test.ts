import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Schedule } from '../../src/oncall/schedule.ts';
import { turnAt } from '../../src/oncall/schedule-turns.ts';

const run = promisify(execFile);

const plan = {
  people: ['ann', 'bob', 'cyd'],
  start: '2026-01-05T09:00',
  zone: 'Europe/Berlin',
};
const weekly = (part: object = {}) => Schedule.parse({ ...plan, ...part });
const daily = (part: object = {}) => weekly({ turn: 'day', ...part });
const week = weekly();
const day = daily();

type Rest = [at: string, person: string | null, from?: string, until?: string];
type Row = [string, ...Rest];

function check(
  schedule: Schedule,
  at: string,
  person: string | null,
  from?: string,
  until?: string,
) {
  const turn = turnAt(schedule, [], new Date(at));
  if (person === null) return expect(turn).toBeNull();
  return expect(
    turn && {
      person: turn.person,
      from: turn.from?.toISOString(),
      until: turn.until?.toISOString(),
    },
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
  const newYork = weekly({ zone: 'America/New_York' });
  const nights = daily({ start: '2026-03-01T02:30' });
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
      'is the instant of the jump',
      nights,
      '2026-03-29T00:59:59.999Z',
      'ann',
      '2026-03-28T01:30',
      '2026-03-29T01:00:00.000',
    ],
    [
      'a time that spring leaves out',
      'is back the next day',
      nights,
      '2026-03-29T01:00:00Z',
      'bob',
      '2026-03-29T01:00',
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

test.each(['America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
  'a machine that stands in %s hands off at the same moments',
  { timeout: 20_000 },
  async (TZ) => {
    const schedules = [
      { ...plan, turn: 'day', zone: 'UTC', start: '2026-10-04T02:00' },
      { ...plan, turn: 'day', start: '2026-03-08T02:30' },
      { ...plan, turn: 'month', only: [{ days: ['mon..fri'], from: '02:30', to: '02:15' }] },
    ];
    const instants = ['2026-03-29T12:00:00Z', '2026-10-25T01:00:00Z', '2026-11-02T09:00:00Z'];
    const there = await run(
      process.execPath,
      ['--import', 'tsx', 'test/fixtures/turns.ts', JSON.stringify(schedules), ...instants],
      { env: { ...process.env, TZ } },
    );
    const here = schedules.flatMap((one) =>
      instants.map((at) => turnAt(Schedule.parse(one), [], new Date(at))),
    );
    expect(there.stdout).toBe(JSON.stringify(here));
    expect(here.map((turn) => turn?.from?.toISOString())).toEqual([
      undefined,
      '2026-10-24T02:00:00.000Z',
      '2026-11-02T02:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-11-02T01:30:00.000Z',
      undefined,
      undefined,
      '2026-11-02T01:30:00.000Z',
    ]);
  },
);

describe('zones that stand half an hour apart', () => {
  const india = daily({ zone: 'Asia/Kolkata' });
  const island = daily({ zone: 'Australia/Lord_Howe' });
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
  const alone = (part: object = {}) => Schedule.parse({ people: ['ann'], ...part });
  test.each<[string, Schedule, string, string | null, string?]>([
    ['is on call always', alone(), '2026-01-12T08:00:00Z', 'ann'],
    ['and was long ago', alone(), '1999-01-01T00:00:00Z', 'ann'],
    [
      'from a start on',
      alone({ start: '2026-03-01' }),
      '2026-03-01T09:00:00Z',
      'ann',
      '2026-03-01',
    ],
    ['not before it', alone({ start: '2026-03-01' }), '2026-03-01T08:59:59Z', null],
    [
      'hands off to nobody',
      weekly({ people: ['ann', 'ann'] }),
      '2026-02-01T00:00:00Z',
      'ann',
      '2026',
    ],
  ])('%s', (_, schedule, at, person, from) => {
    const turn = turnAt(schedule, [], new Date(at));
    expect(turn?.person ?? null).toBe(person);
    expect(turn?.until ?? null).toBeNull();
    expect(turn?.from?.toISOString().slice(0, from?.length)).toBe(from);
  });
});

test('an instant that is none has nobody on call', () => {
  expect(turnAt(week, [], new Date(Number.NaN))).toBeNull();
  expect(turnAt(weekly({ people: ['ann'] }), [], new Date(Number.NaN))).toBeNull();
});

describe('a schedule as it is written in runbell.yaml', () => {
  const people = ['ann'];
  test('needs only people', () => {
    expect(Schedule.parse({ people })).toEqual({
      calendar: null,
      tells: true,
      userGroup: null,
      zone: 'UTC',
      layers: [
        {
          kind: 'rotation',
          name: null,
          zone: 'UTC',
          people,
          turn: 'week',
          every: 1,
          anchor: Date.parse('2026-01-05T09:00Z'),
          begins: false,
          only: [],
        },
      ],
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
    ['2026-01-5'],
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
    expect(read.error?.issues[0]?.message).toBe('a local time such as 2026-01-05T09:00, or a date');
  });

  test.each<[string, unknown]>([
    ['nobody', { people: [] }],
    ['an unknown turn', { people, turn: 'year' }],
    ['an unknown key', { people, rotation: 'daily' }],
    ['a crowd', { people: Array.from({ length: 51 }, (_, index) => `p${index}`) }],
  ])('refuses %s', (_, written) => {
    expect(Schedule.safeParse(written).success).toBe(false);
  });
});
