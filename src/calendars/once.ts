import type { StoredCalendar } from '../flow/oncall/oncall-ports.ts';
import { digest } from '../lib/ids.ts';
import { isAddress, type KnownShifts, readSource } from '../oncall/calendar.ts';
import type { PersonSpan } from '../oncall/rotation.ts';
import type { Schedule } from '../oncall/schedule.ts';
import { fetchCalendar } from './fetch.ts';

/**
 * The calendars of schedules, for a command that looks once: as the bot read them last, else from their
 * servers. What cannot be had is told to `note`.
 */
export async function knownCalendars(
  schedules: Readonly<Record<string, Schedule>>,
  stored: readonly StoredCalendar[],
  note: (text: string) => void,
): Promise<KnownShifts> {
  const known = new Map<string, { from: string; shifts: PersonSpan[] }>();
  for (const [name, { calendar }] of Object.entries(schedules)) {
    if (calendar === null || !isAddress(calendar.from)) continue;
    const { from } = calendar;
    const last = stored.find((row) => row.schedule === name && row.source === digest(from));
    const got = last?.text ? { text: last.text } : await fetchCalendar(from);
    const read = 'problem' in got ? got.problem : readSource(calendar, got.text, new Date());
    if (typeof read === 'string') note(`The calendar of schedule ${name} cannot be read: ${read}.`);
    else {
      known.set(name, { from, shifts: read.shifts });
      for (const one of read.notes) note(`In the calendar of schedule ${name}, ${one}.`);
    }
  }
  return known;
}
