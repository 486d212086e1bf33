import { resolve } from 'node:path';
import { isAddress, readSource, withShifts } from '../oncall/calendar.ts';
import type { ReadCalendar } from '../oncall/ical/read.ts';
import type { Schedule } from '../oncall/schedule.ts';
import type { DirectoryFile } from '../service/directory.ts';
import { fillIn } from './fill-in.ts';
import type { Memory } from './memory.ts';
import type { Problem } from './problems.ts';
import { shownPath, unreadable } from './read.ts';

/** The schedules, with variables filled in and those read that are files here. */
export async function readCalendars(
  home: string,
  written: DirectoryFile['schedules'],
  memory: Memory,
  env: NodeJS.ProcessEnv,
): Promise<{ schedules: Record<string, Schedule>; broken: Problem[]; notes: Problem[] }> {
  const schedules: Record<string, Schedule> = {};
  const broken: Problem[] = [];
  const notes: Problem[] = [];
  for (const [name, schedule] of Object.entries(written)) {
    const filled = fill(schedule, env);
    schedules[name] = filled;
    // A variable that is not set is a mistake of its own.
    const from = filled.calendar?.from ?? '';
    if (filled.calendar === null || from === '' || isAddress(from)) continue;
    const path = resolve(home, from);
    const { value, problems } = await readFile(path, filled.calendar, memory);
    broken.push(...problems);
    if (value === null) continue;
    schedules[name] = withShifts(filled, value.shifts);
    // Under a name of its own: the file as such is in order.
    const file = `${shownPath(path)} (schedule ${name})`;
    const instead = 'map who it is about under `people`, or leave it';
    const place = { file, line: null, column: null, value: null, instead };
    notes.push(...value.notes.map((what) => ({ ...place, what })));
  }
  return { schedules, broken, notes };
}

function fill(schedule: Schedule, env: NodeJS.ProcessEnv): Schedule {
  const { calendar } = schedule;
  if (calendar === null) return schedule;
  return { ...schedule, calendar: { ...calendar, from: fillIn(calendar.from, env) ?? '' } };
}

function readFile(path: string, source: NonNullable<Schedule['calendar']>, memory: Memory) {
  const now = new Date();
  // Read again in another month: it is read for a stretch around the present.
  const key = JSON.stringify([source, now.toISOString().slice(0, 7)]);
  return memory.file<ReadCalendar>(
    path,
    'calendar',
    (text) => {
      const read = readSource(source, text, now);
      if (typeof read !== 'string') return { value: read, problems: [] };
      const instead = 'export it again as an iCalendar file (.ics)';
      return { value: null, problems: [unreadable(path, read, instead)] };
    },
    key,
  );
}
