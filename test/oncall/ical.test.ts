import fc from 'fast-check';
import ICAL from 'ical.js';
import ical, { ICalEventRepeatingFreq, ICalWeekday } from 'ical-generator';
import { describe, expect, test } from 'vitest';
import { occurrences } from '../../src/oncall/ical/occurrences.ts';
import { personOf } from '../../src/oncall/ical/person.ts';
import { readCalendar } from '../../src/oncall/ical/read.ts';
import { readRule } from '../../src/oncall/ical/rule.ts';
import { apple, calendarOf, google, outlook, pagerduty } from './calendars.ts';

const people = {
  'ann@example.com': 'ann',
  'Bob Example': 'bob',
  'bob@example.com': 'bob',
  Ann: 'ann',
  bob: 'bob',
  Cyd: 'cyd',
};

/** `ann 10-05T07:00 to 10-12T07:00`, in UTC. */
function shifts(
  text: string,
  from = '2026-10-01',
  until = '2026-12-01',
  zone: string | null = null,
) {
  const span = { from: Date.parse(from), until: Date.parse(until) };
  const read = readCalendar(text, { people, zone, span });
  if (typeof read === 'string') throw new Error(read);
  const stamp = (at: number) => new Date(at).toISOString().slice(5, 16);
  return {
    shifts: read.shifts.map((one) => `${one.person} ${stamp(one.from)} to ${stamp(one.until)}`),
    notes: read.notes,
  };
}

describe('calendars as other programs write them', () => {
  test('Google: weeks keep their hours when clocks change; moved, left out and whole days', () => {
    expect(shifts(google)).toEqual({
      shifts: [
        'ann 10-05T07:00 to 10-12T07:00',
        'bob 10-12T07:00 to 10-19T07:00',
        'ann 10-19T07:00 to 10-26T08:00',
        'cyd 10-26T11:00 to 10-31T11:00',
        'bob 10-31T23:00 to 11-01T23:00',
        'bob 11-09T08:00 to 11-16T08:00',
      ],
      notes: [],
    });
  });

  test('Outlook: a zone of Windows, working days, called off and left out', () => {
    expect(shifts(outlook)).toEqual({
      shifts: [
        'bob 10-22T07:00 to 10-22T15:00',
        'bob 10-26T08:00 to 10-26T16:00',
        'bob 10-27T08:00 to 10-27T16:00',
        'bob 10-29T08:00 to 10-29T16:00',
        'bob 10-30T08:00 to 10-30T16:00',
      ],
      notes: [],
    });
  });

  test('PagerDuty: single shifts in UTC', () => {
    expect(shifts(pagerduty).shifts).toEqual([
      'ann 10-24T08:00 to 10-25T09:00',
      'bob 10-25T09:00 to 10-26T09:00',
    ]);
  });

  test('Apple: hours that pass at night, and other hours from one occurrence on', () => {
    expect(shifts(apple).shifts).toEqual([
      'ann 10-23T20:00 to 10-24T04:00',
      'ann 10-24T20:00 to 10-25T04:00',
      'ann 10-25T21:00 to 10-26T05:00',
      'bob 10-26T22:00 to 10-27T05:00',
      'bob 10-27T22:00 to 10-28T05:00',
    ]);
  });

  test('one that another library wrote just now', () => {
    const calendar = ical({ name: 'rota' });
    calendar.createEvent({
      start: '2026-10-19T09:00:00',
      end: '2026-10-20T09:00:00',
      timezone: 'Europe/Berlin',
      summary: 'On call',
      attendees: [{ name: 'Bob Example', email: 'robert@example.com' }],
      repeating: {
        freq: ICalEventRepeatingFreq.WEEKLY,
        byDay: [ICalWeekday.MO, ICalWeekday.SA],
        count: 3,
        exclude: ['2026-10-26T09:00:00'],
      },
    });
    calendar.createEvent({
      start: new Date('2026-10-28T08:00Z'),
      end: new Date('2026-10-28T20:00Z'),
      summary: `Ann, "in a long title that has to be folded over more than one line of the file"; really`,
    });

    expect(shifts(calendar.toString())).toEqual({
      shifts: [
        'bob 10-19T07:00 to 10-20T07:00',
        'bob 10-24T07:00 to 10-25T08:00',
        'ann 10-28T08:00 to 10-28T20:00',
      ],
      notes: [],
    });
  });
});

describe('times', () => {
  const event = (begin: string, end: string, more = '') =>
    calendarOf(`SUMMARY:Ann\nDTSTART${begin}\nDTEND${end}${more}`);

  test.each<[string, string, string | null, string[]]>([
    [
      'a time that spring leaves out comes as much later, as the standard has it',
      event(';TZID=Europe/Berlin:20260329T023000', ';TZID=Europe/Berlin:20260329T040000'),
      null,
      ['ann 03-29T01:30 to 03-29T02:00'],
    ],
    [
      'a time that autumn has twice is the first',
      event(';TZID=Europe/Berlin:20261025T023000', ';TZID=Europe/Berlin:20261025T030000'),
      null,
      ['ann 10-25T00:30 to 10-25T02:00'],
    ],
    [
      'a zone with a prefix is known',
      event(
        ';TZID=/mozilla.org/20050126_1/America/Argentina/Buenos_Aires:20261001T000000',
        ';TZID=/mozilla.org/20050126_1/America/Argentina/Buenos_Aires:20261002T000000',
      ),
      null,
      ['ann 10-01T03:00 to 10-02T03:00'],
    ],
    [
      'a time without a zone is of the schedule’s',
      event(':20261001T090000', ':20261001T100000'),
      'Asia/Kolkata',
      ['ann 10-01T03:30 to 10-01T04:30'],
    ],
    [
      'or UTC',
      event(':20261001T090000', ':20261001T100000'),
      null,
      ['ann 10-01T09:00 to 10-01T10:00'],
    ],
    [
      'a day is a day of the schedule’s zone',
      event(';VALUE=DATE:20261025', ';VALUE=DATE:20261026'),
      'Europe/Berlin',
      ['ann 10-24T22:00 to 10-25T23:00'],
    ],
    [
      'begin and end in two zones',
      event(';TZID=Europe/Berlin:20261001T090000', ';TZID=Asia/Kolkata:20261001T133000'),
      null,
      ['ann 10-01T07:00 to 10-01T08:00'],
    ],
  ])('%s', (_, text, zone, expected) => {
    expect(shifts(text, '2026-01-01', '2027-01-01', zone)).toEqual({ shifts: expected, notes: [] });
  });

  test('of two shifts at once the one that begins later counts, and the other goes on after it', () => {
    const text = calendarOf(
      'SUMMARY:Bob\nDTSTART:20261002T120000Z\nDTEND:20261002T140000Z',
      'SUMMARY:Ann is on call\nDTSTART:20261001T000000Z\nDTEND:20261004T000000Z',
    );

    expect(shifts(text).shifts).toEqual([
      'ann 10-01T00:00 to 10-02T12:00',
      'bob 10-02T12:00 to 10-02T14:00',
      'ann 10-02T14:00 to 10-04T00:00',
    ]);
  });

  test('extra dates count, and shifts that meet are one', () => {
    const text = event(
      ':20261001T000000Z',
      ':20261002T000000Z',
      '\nRDATE:20261002T000000Z,20261010T000000Z',
    );

    expect(shifts(text).shifts).toEqual([
      'ann 10-01T00:00 to 10-03T00:00',
      'ann 10-10T00:00 to 10-11T00:00',
    ]);
  });
});

describe('what cannot be read is left out and named', () => {
  const at = 'DTSTART:20261001T000000Z\nDTEND:20261002T000000Z';
  test.each([
    [`SUMMARY:Eve\n${at}`, '"Eve" is left out: it is about nobody in `people`'],
    [at, 'an event without a title is left out: it is about nobody in `people`'],
    ['SUMMARY:Ann\nDTSTART:20261001T000000Z', '"Ann" is left out: it has no end'],
    [
      'SUMMARY:Ann\nDTSTART:20261002T000000Z\nDTEND:20261001T000000Z',
      '"Ann" is left out: it ends before it begins',
    ],
    ['SUMMARY:Ann\nDTSTART:20269901T000000Z', '"Ann" is left out: its time cannot be read'],
    [
      'SUMMARY:Ann\nDTSTART;TZID=Middle Earth:20261001T000000',
      '"Ann" is left out: nobody knows its time zone Middle Earth',
    ],
    [
      `SUMMARY:Ann\n${at}\nRRULE:FREQ=HOURLY`,
      '"Ann" is left out: it repeats in a way that is not read',
    ],
    [
      `SUMMARY:Ann\n${at}\nRRULE:FREQ=DAILY;BYHOUR=9`,
      '"Ann" is left out: it repeats in a way that is not read',
    ],
    [
      'SUMMARY:Ann\nDTSTART:19710101T000000Z\nDTEND:19710102T000000Z\nRRULE:FREQ=DAILY;COUNT=100000',
      '"Ann" is left out: it repeats too often',
    ],
  ])('%j', (event, note) => {
    expect(shifts(calendarOf(event))).toEqual({ shifts: [], notes: [note] });
  });

  test.each([
    ['', 'there is no calendar in it'],
    [
      '<html>not found</html>',
      'it is no calendar (invalid line (no token ";" or ":") "<html>not found</html>")',
    ],
    ['BEGIN:VCARD\nEND:VCARD', 'there is no calendar in it'],
    [
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\n',
      'it is no calendar (invalid ical body. component began but did not end)',
    ],
  ])('%j is no calendar', (text, why) => {
    expect(readCalendar(text, { people, zone: null, span: { from: 0, until: 1 } })).toEqual(why);
  });

  test('a flood of events is refused, and a rule that never comes ends', () => {
    const many = calendarOf(
      ...Array.from({ length: 1001 }, () => `SUMMARY:Ann\n${at}\nRRULE:FREQ=DAILY`),
    );
    expect(() => shifts(many)).toThrow('1001 of which repeat');
    const never = calendarOf(`SUMMARY:Ann\n${at}\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31`);
    expect(shifts(never).shifts).toEqual(['ann 10-01T00:00 to 10-02T00:00']);
  });
});

test.each<[string, string, string[][], string | null]>([
  ['an address', 'On call', [['ann@example.com', '']], 'ann'],
  ['in capitals', 'On call', [['ANN@example.com', '']], 'ann'],
  ['a name', 'Ann', [['x@y', 'Bob  Example']], 'bob'],
  [
    'the first who is known',
    'On call',
    [
      ['x@y', 'X'],
      ['bob@example.com', ''],
    ],
    'bob',
  ],
  ['the title', 'cyd', [], 'cyd'],
  ['a name in the title', 'Primary: Cyd (backup)', [], 'cyd'],
  ['not a part of a name', 'Cydney on call', [], null],
  ['the first name of two', 'Ann for Bob Example', [], 'ann'],
  ['the longer name at one place', 'Cyd Charisse', [], 'dan'],
])('whose shift it is: %s', (_, summary, attendees, person) => {
  const list = attendees.map(([mail = '', name = '']) => ({ mail, name }));
  const all = { ...people, 'Cyd Charisse': 'dan' };
  expect(personOf({ summary, attendees: list }, all)).toBe(person);
});

test('rules repeat as in ical.js, whose iterator knows no end and is asked only what it answers', () => {
  const days = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), {
    minLength: 1,
  });
  const part = (name: string, value: unknown) => (value === undefined ? '' : `;${name}=${value}`);
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const rules = fc.oneof(
    fc.record({ freq: fc.constant('DAILY'), interval: fc.integer({ min: 1, max: 40 }) }),
    fc.record({
      freq: fc.constant('WEEKLY'),
      interval: fc.integer({ min: 1, max: 9 }),
      byday: maybe(days),
      wkst: maybe(fc.constantFrom('MO', 'SU')),
    }),
    fc.record({
      freq: fc.constant('MONTHLY'),
      interval: fc.integer({ min: 1, max: 5 }),
      bymonthday: maybe(fc.integer({ min: 1, max: 28 })),
    }),
    fc.record({
      freq: fc.constant('MONTHLY'),
      interval: fc.integer({ min: 1, max: 3 }),
      byday: fc
        .tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), days)
        .map(([nth, [day]]) => [`${nth}${day}`]),
    }),
    fc.record({ freq: fc.constant('YEARLY'), interval: fc.constant(1) }),
  );
  const starts = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }));
  fc.assert(
    fc.property(
      rules,
      starts,
      maybe(fc.integer({ min: 1, max: 30 })),
      (rule, [month, day], count) => {
        const { freq, interval, byday, wkst, bymonthday } = {
          byday: undefined,
          wkst: undefined,
          bymonthday: undefined,
          ...rule,
        };
        const text = `FREQ=${freq}${part('INTERVAL', interval)}${part('BYDAY', byday)}${part('WKST', wkst)}${part('BYMONTHDAY', bymonthday)}${part('COUNT', count)}`;
        const recur = ICAL.Recur.fromString(text);
        // A begin that its own rule does not mean is undefined in the standard.
        const start = recur
          .iterator(ICAL.Time.fromData({ year: 2026, month, day, hour: 9 }))
          .next()!;
        const expected: string[] = [];
        const iterator = recur.iterator(start.clone());
        for (let next = iterator.next(); next && next.year < 2029; next = iterator.next())
          expected.push(next.toString());
        const read = readRule(ruleOf(text), () => null)!;
        const begin = Date.parse(`${start}Z`);
        const got = occurrences(read, begin, begin, Date.UTC(2029, 0))!;
        expect([text, got.map((at) => new Date(at).toISOString().slice(0, 19))]).toEqual([
          text,
          expected,
        ]);
        // Looked at from the middle on, it is the same.
        const middle = Date.UTC(2027, 6);
        expect(occurrences(read, begin, middle, Date.UTC(2029, 0))).toEqual(
          got.filter((at) => at >= middle),
        );
      },
    ),
    { numRuns: 300 },
  );
});

/** A rule as the parser gives it. */
function ruleOf(text: string): unknown {
  return ICAL.parse(`BEGIN:VCALENDAR\r\nRRULE:${text}\r\nEND:VCALENDAR`)[1][0][3];
}
