import { TZDate } from '@date-fns/tz';
import { addDays, addWeeks, differenceInCalendarDays } from 'date-fns';
import { z } from 'zod';

export const Schedule = z.strictObject({
  /** The people who take turns; one person is on call always. */
  people: z.array(z.string(), { error: 'a list of people' }).min(1).max(50),
  turn: z.enum(['day', 'week']).default('week'),
  /** The first hand-off, a wall-clock time in `zone`. */
  start: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, { error: 'a local time such as 2026-01-05T09:00' })
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

/** Who is on call at `at`; null before the schedule's start. Hand-offs keep their wall-clock time across DST. */
export function turnAt(schedule: Schedule, at: Date): Turn | null {
  const start = localTime(schedule.start, schedule.zone);
  if (at < start) return null;
  const perTurn = schedule.turn === 'day' ? 1 : 7;
  // The calendar difference may be one turn ahead of the hand-off time of that day.
  const guess = Math.floor(
    differenceInCalendarDays(new TZDate(at, schedule.zone), start) / perTurn,
  );
  const index = handOff(schedule, start, guess) > at ? guess - 1 : guess;
  const person = schedule.people[index % schedule.people.length];
  if (person === undefined) return null;
  return {
    person,
    from: handOff(schedule, start, index),
    until: handOff(schedule, start, index + 1),
  };
}

function handOff(schedule: Schedule, start: TZDate, index: number): Date {
  const local = schedule.turn === 'day' ? addDays(start, index) : addWeeks(start, index);
  return new Date(local.getTime());
}

function localTime(text: string, zone: string): TZDate {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
  return new TZDate(year, month - 1, day, hour, minute, zone);
}

function isZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC';
}
