import { describe, expect, test } from 'vitest';
import { checkAll } from '../../src/cli/check/report.ts';
import { readExport } from '../../src/cli/oncall/export.ts';
import { lettersOf } from '../../src/cli/oncall/letters.ts';
import { readShown } from '../../src/cli/oncall/show.ts';
import type { Shown } from '../../src/cli/oncall/shown.ts';
import { stretchOf } from '../../src/cli/oncall/stretch.ts';
import { palette, svgOf } from '../../src/cli/oncall/svg.ts';
import { tableOf } from '../../src/cli/oncall/table.ts';
import { readCalendar } from '../../src/oncall/ical/read.ts';
import type { Override } from '../../src/oncall/override.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import { turnsBetween } from '../../src/oncall/schedule-turns.ts';
import { home } from '../config/home.ts';

const zone = 'Europe/Berlin';
const people = {
  ann: { name: 'Ann Example', slack: 'U0ANN' },
  bob: { name: 'Bob <b> & "Co"\u202e', slack: 'U0BOB' },
  cyd: { name: 'Cyd', slack: 'U0CYD' },
};
const override: Override = {
  id: 'o1',
  schedule: 'primary',
  person: 'cyd',
  instead: null,
  from: new Date('2026-10-24T16:00Z'),
  until: new Date('2026-10-25T07:00Z'),
  by: 'U0ANN',
  reason: 'a wedding',
  swap: null,
  createdAt: new Date(0),
};

function shown(written: object, from: string, until: string, overrides = [override]): Shown {
  const schedule = Schedule.parse({ zone, ...written });
  const [begin, end] = [new Date(from), new Date(until)];
  const segments = turnsBetween(schedule, overrides, begin, end);
  return { schedule: 'primary', zone, from: begin, until: end, segments, people };
}

const weekend = () =>
  shown(
    {
      people: ['ann', 'bob'],
      turn: 'day',
      start: '2026-10-23T09:00',
      only: [{ from: '07:30', to: '22:00' }],
    },
    '2026-10-22T22:00Z',
    '2026-10-26T23:00Z',
  );

test('the table has a line for each day: hours as letters, hand-offs, overrides, gaps, long days', () => {
  const lines = tableOf(weekend(), { width: 80, colour: false });

  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    primary, 23 October 2026 to 26 October 2026, times of Europe/Berlin

    A Ann Example   B Bob <b> & "Co"   C Cyd   small letters: an override   - nobody

    Fri 23 Oct  ---------AAAAAAAAAAAAA--  nobody, 09:00 Ann Example, 22:00 nobody
    Sat 24 Oct  --------ABBBBBBBBBcccccc  nobody, 07:30 Ann Example, 09:00 Bob <b> &
                                          "Co", 18:00 Cyd*
    Sun 25 Oct  cccccccccBAAAAAAAAAAAAA--  Cyd*, 08:00 Bob <b> & "Co", 09:00 Ann
                                           Example, 22:00 nobody (a day of 25 hours)
    Mon 26 Oct  --------ABBBBBBBBBBBBB--  nobody, 07:30 Ann Example, 09:00 Bob <b> &
                                          "Co", 22:00 nobody

    Overrides (*)
      Sat 24 Oct 18:00 to 22:00: Cyd for Bob <b> & "Co", entered by Ann Example: a
        wedding
      Sat 24 Oct 22:00 to Sun 25 Oct 07:30: Cyd where nobody was, entered by Ann
        Example: a wedding
      Sun 25 Oct 07:30 to 08:00: Cyd for Bob <b> & "Co", entered by Ann Example: a
        wedding

    Gaps
      Fri 23 Oct 00:00 to 09:00: nobody is on call for 9h
      Fri 23 Oct 22:00 to Sat 24 Oct 07:30: nobody is on call for 9h 30m
      Sun 25 Oct 22:00 to Mon 26 Oct 07:30: nobody is on call for 9h 30m
      Mon 26 Oct 22:00 to Tue 27 Oct 00:00: nobody is on call for 2h
    "
  `);
});

test('a month is a title, and so are a day and a year', () => {
  const title = (from: string, until: string) =>
    tableOf(shown({ people: ['ann'] }, from, until), { width: 80, colour: false })[0];

  expect(title('2026-09-30T22:00Z', '2026-10-31T23:00Z')).toBe(
    'primary, October 2026, times of Europe/Berlin',
  );
  expect(title('2026-10-24T22:00Z', '2026-10-25T23:00Z')).toBe(
    'primary, 25 October 2026, times of Europe/Berlin',
  );
  expect(title('2025-12-31T23:00Z', '2026-12-31T23:00Z')).toBe(
    'primary, 1 January 2026 to 31 December 2026, times of Europe/Berlin',
  );
});

describe('the drawing', () => {
  const svg = svgOf(weekend());

  test('is well-formed, and no name can break out of it', () => {
    const names = [
      ...svg.replaceAll(/<style>.*?<\/style>/gs, '').matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g),
    ];
    const open: string[] = [];
    for (const [, closes, name = '', alone] of names) {
      if (closes) expect(open.pop()).toBe(name);
      else if (!alone) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg).toContain('Bob &lt;b&gt; &amp; &quot;Co&quot;');
    expect(svg).not.toContain('\u202e');
  });

  test('has every name, hand-off time and override, gaps, and the day of 25 hours', () => {
    for (const part of [
      'Ann Example',
      'Cyd',
      '09:00',
      '07:30',
      'url(#gap)',
      'bar override',
      '25 h',
    ])
      expect(svg).toContain(part);
    expect(svg).toContain('<title>Cyd for Bob');
  });

  test('keeps white letters readable on every colour, and every colour apart from both pages', () => {
    for (const colour of palette) {
      expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colour, '#0d1117')).toBeGreaterThanOrEqual(2.5);
    }
  });
});

test.each([
  [
    ['Ann', 'Bob'],
    ['A', 'B'],
  ],
  [
    ['Ann', 'Anna', 'Aaa'],
    ['A', 'N', 'B'],
  ],
  [
    ['Мария', 'Zoë'],
    ['A', 'Z'],
  ],
])('the letters of %j are %j', (names, letters) => {
  expect(lettersOf(names)).toEqual(letters);
});

describe('from and to', () => {
  const now = new Date('2026-10-31T23:30Z');
  test.each<[{ from?: string; to?: string }, string, string]>([
    [{}, '2026-10-31T23:00', '2026-11-30T23:00'],
    [{ from: '2026-10' }, '2026-09-30T22:00', '2026-10-31T23:00'],
    [{ from: '2026-10-12' }, '2026-10-11T22:00', '2026-11-11T23:00'],
    [{ from: '2026-10-24', to: '2026-10-25' }, '2026-10-23T22:00', '2026-10-25T23:00'],
    [{ from: '2026-10-25T02:30', to: '2026-10-25T03:00' }, '2026-10-25T00:30', '2026-10-25T02:00'],
    [{ from: '2026-01', to: '2026-12' }, '2025-12-31T23:00', '2026-12-31T23:00'],
  ])('%j is %s to %s', (given, from, until) => {
    const stretch = stretchOf(given, zone, now);
    expect([stretch.from, stretch.until].map((at) => at.toISOString().slice(0, 16))).toEqual([
      from,
      until,
    ]);
  });

  test.each<[{ from?: string; to?: string }, string]>([
    [{ from: 'october' }, '--from is "october"; use a month (2026-10), a day'],
    [{ from: '2026-13' }, '--from is "2026-13"'],
    [{ from: '2026-10', to: '2026-09' }, '--to 2026-09 is not after --from 2026-10'],
    [{ from: '2026-01', to: '2028-01' }, 'more than a year apart'],
  ])('%j is refused', (given, said) => {
    expect(() => stretchOf(given, zone, now)).toThrow(said);
  });
});

test('without a database the files alone are shown, and what is misspelt is said', async () => {
  await using folder = await home({ 'runbell.yaml': null });
  await folder.write({
    'runbell.yaml': `people:
  ann: { name: Ann, slack: U0ANN }
  bob: { name: Bob, slack: U0BOB }
schedules:
  office: { people: [ann, bob], zone: Europe/Berlin, start: 2026-10-19T09:00, only: [{ days: [mon..fri] }] }
policies:
  standard: { levels: [{ name: on call, page: ["schedule:office"], wait: 5m }] }
default_service: shop
`,
  });
  const env = { RUNBELL_HOME: folder.path, RUNBELL_DATA: `${folder.path}/data` };
  const asked = { from: '2026-10-24', to: '2026-10-26' };
  const { shown, notes } = await readShown('office', asked, env);
  const check = await checkAll([], [], env);

  expect(notes).toEqual([]);
  expect(tableOf(shown, { width: 80, colour: false }).slice(4)).toEqual(
    expect.arrayContaining([
      'Sat 24 Oct  ------------------------  nobody',
      'Sun 25 Oct  -------------------------  nobody (a day of 25 hours)',
      'Mon 26 Oct  AAAAAAAAABBBBBBBBBBBBBBB  Ann, 09:00 Bob',
    ]),
  );
  await expect(readShown('ofice', asked, env)).rejects.toThrow(
    'No schedule is called "ofice"; use office',
  );
  await expect(readShown('office', { zone: 'Berlin' }, env)).rejects.toThrow('--zone is "Berlin"');
  expect(check.findings).toMatchObject([
    {
      rule: 'schedule-gap',
      level: 'warning',
      line: 5,
      what: expect.stringMatching(
        /^the schedule `office` has nobody on call for \d+d .*Europe\/Berlin$/,
      ),
    },
  ]);
});

test('an export is a calendar that another program reads as it was meant', async () => {
  await using folder = await home();
  const env = {
    RUNBELL_HOME: folder.path,
    RUNBELL_DATA: `${folder.path}/data`,
    HOOK_KEY: 'a-long-key',
  };
  const stretch = { from: '2026-10-05', to: '2026-10-18' };
  const { text } = await readExport({ schedule: 'primary', ...stretch }, env);
  const own = await readExport({ person: 'bob', ...stretch }, env);
  const span = { from: Date.parse('2026-10-01'), until: Date.parse('2026-11-01') };
  const shifts = (file: string, names: Record<string, string>) => {
    const read = readCalendar(file, { people: names, zone: null, span });
    return typeof read === 'string' ? read : read.shifts;
  };

  const all = shifts(text, { 'primary: Ann': 'ann', 'primary: Bob': 'bob' });
  expect(all).toHaveLength(3);
  expect(shifts(own.text, { 'On call: primary': 'bob' })).toEqual(
    Array.isArray(all) && all.filter(({ person }) => person === 'bob'),
  );
  await expect(readExport({}, env)).rejects.toThrow('Name one of --schedule and --person');
  await expect(readExport({ person: 'bib' }, env)).rejects.toThrow(
    'Nobody is called "bib"; did you mean "bob"? use one of ann, bob',
  );
});

/** As the WCAG have it. */
function contrast(a: string, b: string): number {
  const light = (colour: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [dark = 0, bright = 0] = [light(a), light(b)].toSorted((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}
