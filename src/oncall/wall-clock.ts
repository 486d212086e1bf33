import { tzOffset } from '@date-fns/tz';
import { DAY, MINUTE } from '../lib/duration.ts';

/** What a clock on the wall shows, in milliseconds, counted as if it were UTC. */
export type Wall = number;

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
export type OffsetAt = (at: number) => number;

/** The rules of a zone as the runtime knows them. */
export function offsetOf(zone: string): OffsetAt {
  return (at) => tzOffset(zone, new Date(at)) * MINUTE;
}

/** What the clocks of a zone show at an instant. */
export function wallAt(zone: string, at: number): Wall {
  return at + offsetOf(zone)(at);
}

/**
 * The first instant at which the clocks of a zone show `wall` or a later time. Of a time that autumn
 * has twice, the first; one that spring leaves out is the instant of the jump, and so is all of a day
 * that a country skipped. A later time never comes before an earlier one.
 *
 * Not TZDate: in the hours when the clocks of the machine itself change, it answers with another hour.
 */
export function instantOf(zone: string, wall: Wall): number {
  return firstShown(offsetOf(zone), wall);
}

/** An instant by the rule of RFC 5545: a time that spring leaves out comes as much later. */
export function laterInstantOf(offset: OffsetAt, wall: Wall): number {
  const at = firstShown(offset, wall);
  return at + offset(at) === wall ? at : wall - offset(at - 1);
}

function firstShown(offset: OffsetAt, wall: Wall): number {
  const before = offset(wall - DAY);
  const after = offset(wall + DAY);
  const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  if (early + offset(early) === wall) return early;
  if (late + offset(late) === wall) return late;
  return jump(offset, wall, early, late);
}

function jump(offset: OffsetAt, wall: Wall, early: number, late: number): number {
  let [below, at] = [early, late];
  while (at - below > 1) {
    const middle = Math.floor((below + at) / 2);
    if (middle + offset(middle) < wall) below = middle;
    else at = middle;
  }
  return at;
}
