import { tzOffset } from '@date-fns/tz';
import { DAY, MINUTE } from '../lib/duration.ts';

/** What a clock on the wall shows, in milliseconds, counted as if it were UTC. */
export type Wall = number;

/** What the clocks of a zone show at an instant. */
export function wallAt(zone: string, at: number): Wall {
  return at + offsetAt(zone, at);
}

/**
 * The first instant at which the clocks of a zone show `wall` or a later time. Of a time that autumn
 * has twice, the first; one that spring leaves out is the instant of the jump, and so is all of a day
 * that a country skipped. A later time never comes before an earlier one.
 *
 * Not TZDate: in the hours when the clocks of the machine itself change, it answers with another hour.
 */
export function instantOf(zone: string, wall: Wall): number {
  const before = offsetAt(zone, wall - DAY);
  const after = offsetAt(zone, wall + DAY);
  const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  if (wallAt(zone, early) === wall) return early;
  if (wallAt(zone, late) === wall) return late;
  return jump(zone, wall, early, late);
}

/** An instant by the rule of RFC 5545: a time that spring leaves out comes as much later. */
export function laterInstantOf(zone: string, wall: Wall): number {
  const at = instantOf(zone, wall);
  return wallAt(zone, at) === wall ? at : wall - offsetAt(zone, at - 1);
}

function jump(zone: string, wall: Wall, early: number, late: number): number {
  let [below, at] = [early, late];
  while (at - below > 1) {
    const middle = Math.floor((below + at) / 2);
    if (wallAt(zone, middle) < wall) below = middle;
    else at = middle;
  }
  return at;
}

function offsetAt(zone: string, at: number): number {
  return tzOffset(zone, new Date(at)) * MINUTE;
}
