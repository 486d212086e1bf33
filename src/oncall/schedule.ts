import { tzOffset } from '@date-fns/tz';
import { addMinutes, subMinutes } from 'date-fns';
import { z } from 'zod';
import { DAY } from '../lib/duration.ts';

export const Schedule = z.strictObject({
  /** The people who take turns; one person is on call always. */
  people: z.array(z.string(), { error: 'a list of people' }).min(1).max(50),
  turn: z.enum(['day', 'week']).default('week'),
  /** The first hand-off, a wall-clock time in `zone`. */
  start: z
    .string()
    .refine(isLocalTime, { error: 'a local time such as 2026-01-05T09:00' })
    .default('2026-01-05T09:00'),
  zone: z
    .string()
    .refine(isZone, { error: 'an IANA time zone such as Europe/Berlin' })
    .default('UTC'),
});
export type Schedule = z.infer<typeof Schedule>;

export interface Turn {
  person: string;
  from: Date;
  until: Date;
}

/** Who is on call at `at`; with turns to take, nobody is before the start. Hand-offs keep their wall-clock time across DST. */
export function turnAt(schedule: Schedule, at: Date): Turn | null {
  const wall = addMinutes(at, tzOffset(schedule.zone, at));
  const guess = Math.floor((wall.getTime() - firstWall(schedule)) / lengthOf(schedule));
  // A day on which the clocks change may put the hand-off on the other side of `at`.
  const index = [guess + 1, guess, guess - 1].find((turn) => handOff(schedule, turn) <= at);
  if (index === undefined || (index < 0 && schedule.people.length > 1)) return null;
  const person = schedule.people[index % schedule.people.length];
  if (person === undefined) return null;
  return { person, from: handOff(schedule, index), until: handOff(schedule, index + 1) };
}

function handOff(schedule: Schedule, index: number): Date {
  const wall = new Date(firstWall(schedule) + index * lengthOf(schedule));
  return fromWallClock(wall, schedule.zone);
}

function lengthOf({ turn }: Schedule): number {
  return turn === 'day' ? DAY : 7 * DAY;
}

/** Wall-clock times are counted as if they were UTC. */
function firstWall({ start }: Schedule): number {
  return Date.parse(`${start}Z`);
}

/**
 * Of a time that autumn has twice, the first; one that spring leaves out comes as much later. Not
 * TZDate: in the hours when the clocks of the machine itself change, it answers with another hour.
 */
function fromWallClock(wall: Date, zone: string): Date {
  const before = tzOffset(zone, new Date(wall.getTime() - DAY));
  const after = tzOffset(zone, new Date(wall.getTime() + DAY));
  const first = subMinutes(wall, before);
  const second = subMinutes(wall, after);
  const changed = tzOffset(zone, first) !== before && tzOffset(zone, second) === after;
  return changed ? second : first;
}

/** Of the right form, and a time that the calendar has. */
function isLocalTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return false;
  const read = new Date(`${text}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

function isZone(name: string): boolean {
  // Not `supportedValuesOf`: it names each zone once and leaves out Asia/Kolkata and Europe/Kyiv.
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
