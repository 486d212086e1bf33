import type { Clock } from '../../lib/clock.ts';
import { DAY } from '../../lib/duration.ts';
import type { Override } from '../../oncall/override.ts';
import type { Schedule } from '../../oncall/schedule.ts';
import type { Directory } from '../../service/directory.ts';
import type { OverrideReader } from './oncall-ports.ts';

/** A schedule with what was entered over it. */
export interface Planned {
  schedule: Schedule;
  overrides: Override[];
}

/** What it takes to say who is on call when. */
export interface Planning {
  clock: Clock;
  store: { overrides: Pick<OverrideReader, 'between'> };
  directory: Pick<Directory, 'people' | 'schedules'>;
}

/** Every schedule by name, good for one stretch of time. */
export type Rota = ReadonlyMap<string, Planned>;

/** A calendar that nobody has read yet says nothing of who is on call. */
export function isUnread({ calendar, layers }: Schedule): boolean {
  return calendar !== null && layers.length === 0;
}

/** As far as anybody looks ahead. */
const A_YEAR = 366 * DAY;

/** The schedules with their overrides from an instant on, for a year where nothing else is asked. */
export async function readRota(
  { schedules }: Pick<Directory, 'schedules'>,
  reader: Pick<OverrideReader, 'between'>,
  from: Date,
  until = new Date(from.getTime() + A_YEAR),
): Promise<Rota> {
  const overrides = await reader.between(from, until);
  return new Map(
    Object.entries(schedules).map(([name, schedule]) => [
      name,
      { schedule, overrides: overrides.filter((one) => one.schedule === name) },
    ]),
  );
}
