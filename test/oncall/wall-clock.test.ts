import { expect, test } from 'vitest';
import { instantOf, laterInstantOf, offsetOf, wallAt } from '../../src/oncall/wall-clock.ts';
import { shownAt, shownBy } from './reference.ts';
import { changesOf, zones } from './zones.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each(Object.keys(zones))(
  'in %s every time of a day around each change of ten years comes when a clock first shows it',
  { timeout: 20_000 },
  (zone) => {
    for (const change of changesOf(zone, 2016, 2025)) {
      for (let at = change - 3 * HOUR; at <= change + 3 * HOUR; at += 15 * MINUTE) {
        for (const wall of [shownAt(zone, at), shownAt(zone, change - 1) + (at - change)]) {
          const instant = instantOf(zone, wall);
          expect(shownBy(zone, instant)).toBeGreaterThanOrEqual(wall);
          expect(shownBy(zone, instant - 1)).toBeLessThan(wall);
        }
      }
    }
  },
);

test.each(Object.keys(zones))('in %s a later time never comes before an earlier one', (zone) => {
  for (const change of [...changesOf(zone, 2016, 2025), Date.UTC(2020, 5, 1)].slice(-6)) {
    const wall = wallAt(zone, change);
    let last = -Infinity;
    for (let minute = -240; minute <= 240; minute += 5) {
      const instant = instantOf(zone, wall + minute * MINUTE);
      expect(instant).toBeGreaterThanOrEqual(last);
      last = instant;
    }
  }
});

test.each([
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59:00.000Z'],
  ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45:00.000Z'],
])('a calendar means %s %s as RFC 5545 has it: %s', (zone, written, instant) => {
  expect(new Date(laterInstantOf(offsetOf(zone), Date.parse(`${written}Z`))).toISOString()).toBe(
    instant,
  );
});
