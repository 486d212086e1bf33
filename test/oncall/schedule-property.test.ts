import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Override } from '../../src/oncall/override.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import { onCallAt, turnsBetween } from '../../src/oncall/schedule-turns.ts';
import { personAt, type WrittenRotation, type WrittenShifts } from './reference.ts';
import { changesOf, zones } from './zones.ts';

const HOUR = 3_600_000;
const [firstYear, lastYear] = [2011, 2027];
const names = Object.keys(zones);
const changes = new Map(names.map((zone) => [zone, changesOf(zone, firstYear, lastYear)]));

const people = ['ann', 'bob', 'cyd', 'dan', 'eve'];
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const two = (n: number) => String(n).padStart(2, '0');
const minute = fc.constantFrom(0, 0, 0, 30, 15, 45, 1, 59);
// Mostly at night, when clocks change.
const hour = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 }));
const time = fc.tuple(hour, minute).map(([h, m]) => `${two(h)}:${two(m)}`);
const date = fc
  .tuple(
    fc.integer({ min: 2009, max: 2026 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(
    ([y, m, d]) => `${y}-${two(m)}-${two(Math.min(d, new Date(Date.UTC(y, m, 0)).getUTCDate()))}`,
  );

const window = fc.oneof(
  fc.record({ days: fc.subarray(days, { minLength: 1 }), from: time, to: time }),
  fc.record({ from: time, to: fc.constantFrom('24:00', '09:00', '02:30') }),
  fc
    .tuple(fc.constantFrom(...days), time, fc.constantFrom(...days), time)
    .map(([first, from, last, to]) => ({ from: `${first} ${from}`, to: `${last} ${to}` })),
);

const zoned = fc.constantFrom(...names);
const rotation: fc.Arbitrary<WrittenRotation> = fc.record(
  {
    people: fc.array(fc.constantFrom(...people), { minLength: 1, maxLength: 5 }),
    turn: fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const),
    every: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 26 })),
    start: fc.tuple(date, time).map((parts) => parts.join('T')),
    zone: zoned,
    only: fc.array(window, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['people', 'turn', 'every', 'start', 'zone'] },
);
const shifts: fc.Arbitrary<WrittenShifts> = fc.record({
  shifts: fc.array(
    fc.tuple(window, fc.constantFrom(...people)).map(([one, person]) => ({ ...one, person })),
    { minLength: 1, maxLength: 4 },
  ),
  zone: zoned,
});
const layers = fc.array(fc.oneof(rotation, rotation, shifts), { minLength: 1, maxLength: 4 });

/** Half of them within a day and a half of a change of the clocks in one of the zones. */
function instants(written: { zone: string }[]): fc.Arbitrary<number> {
  const near = written.flatMap(({ zone }) => changes.get(zone) ?? []);
  const any = fc.integer({ min: Date.UTC(firstYear, 0, 2), max: Date.UTC(lastYear, 11, 30) });
  if (near.length === 0) return any;
  const around = fc
    .tuple(
      fc.constantFrom(...near),
      fc.integer({ min: -72, max: 72 }),
      fc.constantFrom(0, -1, 1, 61_007),
    )
    .map(([change, halfHours, ms]) => change + halfHours * (HOUR / 2) + ms);
  return fc.oneof(any, around);
}

const overridesAround = (at: number) =>
  fc.array(
    fc.record({
      person: fc.constantFrom(...people),
      instead: fc.option(fc.constantFrom(...people)),
      from: fc
        .integer({ min: -60, max: 10 })
        .map((halfHours) => new Date(at + halfHours * (HOUR / 2))),
      until: fc
        .integer({ min: -10, max: 60 })
        .map((halfHours) => new Date(at + halfHours * (HOUR / 2))),
    }),
    { maxLength: 3 },
  );

const cases = layers.chain((written) =>
  instants(written).chain((at) =>
    overridesAround(at).map((overrides) => ({ written, at, overrides })),
  ),
);

test('10,000 random schedules and instants: the same person as by counting on the wall clock', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(cases, ({ written, at, overrides }) => {
      const schedule = read(written);
      const got = onCallAt(schedule, overrides.map(entered), new Date(at));
      expect(got?.person ?? null).toBe(personAt(written, overrides, at));
    }),
    { numRuns: 10_000 },
  );
});

test('500 random stretches: in one piece, and right on both sides of each boundary', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 9 }), ({ written, at, overrides }, length) => {
      const schedule = read(written);
      const until = at + length * 12 * HOUR;
      const segments = turnsBetween(
        schedule,
        overrides.map(entered),
        new Date(at),
        new Date(until),
      );
      expect(+segments[0]!.from).toBe(at);
      expect(+segments.at(-1)!.until).toBe(until);
      for (const [index, { from, until: end, person }] of segments.slice(0, 12).entries()) {
        expect(+end).toBeGreaterThan(+from);
        expect(segments[index + 1]?.from ?? end).toEqual(end);
        expect(person).toBe(personAt(written, overrides, +from));
        expect(person).toBe(personAt(written, overrides, +end - 1));
      }
    }),
    { numRuns: 500 },
  );
});

/** Asking the runtime for a zone takes a millisecond, so the zones are put in afterwards. */
function read(written: { zone: string }[]): Schedule {
  const layers = written.map(({ zone: _, ...layer }) => layer);
  const schedule = Schedule.parse({ layers });
  const zonesIn = schedule.layers.map((layer, index) => ({ ...layer, zone: written[index]!.zone }));
  return { ...schedule, layers: zonesIn };
}

function entered(
  written: Pick<Override, 'person' | 'instead' | 'from' | 'until'>,
  index: number,
): Override {
  const rest = { schedule: 'x', by: 'ann', reason: null, swap: null };
  return { ...written, ...rest, id: String(index), createdAt: new Date(index) };
}
