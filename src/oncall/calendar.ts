import { DAY } from '../lib/duration.ts';
import { type ReadCalendar, readCalendar } from './ical/read.ts';
import type { PersonSpan } from './rotation.ts';
import type { CalendarSource, Schedule } from './schedule.ts';

/** How far a calendar is read: nobody pages for what is long past or years ahead. */
const BACK_MS = 366 * DAY;
const AHEAD_MS = 2 * 366 * DAY;

/** What a source says at `now`, or why it cannot be read. One that says nothing of the time to come is odd. */
export function readSource(
  { people, zone }: CalendarSource,
  text: string,
  now: Date,
): ReadCalendar | string {
  const at = now.getTime();
  const read = readCalendar(text, {
    people,
    zone,
    span: { from: at - BACK_MS, until: at + AHEAD_MS },
  });
  if (typeof read === 'string' || read.shifts.some(({ until }) => until > at)) return read;
  return { ...read, notes: ['it has nobody on call from now on', ...read.notes] };
}

/** A schedule with the shifts of its calendar. */
export function withShifts(schedule: Schedule, shifts: PersonSpan[]): Schedule {
  const { zone } = schedule;
  return { ...schedule, layers: [{ kind: 'calendar', name: null, zone, shifts }] };
}

/** What was read of calendars elsewhere, by schedule. */
export type KnownShifts = ReadonlyMap<string, { from: string; shifts: PersonSpan[] }>;

/** The schedules with what is known of their calendars; what was read from another address is not theirs. */
export function withKnown(
  schedules: Readonly<Record<string, Schedule>>,
  known: KnownShifts,
): Record<string, Schedule> {
  return Object.fromEntries(
    Object.entries(schedules).map(([name, schedule]) => {
      const found = known.get(name);
      const mine = found !== undefined && schedule.calendar?.from === found.from;
      return [name, mine ? withShifts(schedule, found.shifts) : schedule];
    }),
  );
}

export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}
