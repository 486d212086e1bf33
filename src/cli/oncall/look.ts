import { knownCalendars } from '../../calendars/once.ts';
import type { Settings } from '../../config/env.ts';
import type { OverrideReader } from '../../flow/oncall/oncall-ports.ts';
import { type Rota, readRota } from '../../flow/oncall/rota.ts';
import { CLOCK_OFFSET } from '../../flow/page/advance.ts';
import type { Store } from '../../flow/ports.ts';
import { Fault } from '../../lib/fault.ts';
import { withKnown } from '../../oncall/calendar.ts';
import type { Directory } from '../../service/directory.ts';
import { openForReading } from '../../store/reading.ts';
import { readConfig } from '../settings.ts';

/** What the commands of `oncall` look at. */
export interface Look {
  directory: Directory;
  now: Date;
  /** The schedules with their overrides, for a stretch of time. */
  rota(from: Date, until: Date): Promise<Rota>;
  overrides: Pick<OverrideReader, 'between'>;
  /** Null: there is no database, or it does not answer. */
  store: Store | null;
  settings: Settings;
  /** What could not be had, in sentences. */
  notes: string[];
}

/** Files, and what the database adds to them: overrides, and the clock of a try-out. Needs no bot. */
export async function look<T>(
  env: NodeJS.ProcessEnv,
  work: (look: Look) => Promise<T>,
): Promise<T> {
  const { settings, directory: written } = await readConfig(env);
  const notes: string[] = [];
  await using reading = await openForReading(settings).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    notes.push(`Overrides are not shown. ${error.message}`);
    return null;
  });
  const offset = Number((await reading?.store.settings.get(CLOCK_OFFSET)) ?? 0);
  const stored = (await reading?.store.calendars.all()) ?? [];
  const known = await knownCalendars(written.schedules, stored, (text) => notes.push(text));
  const directory = { ...written, schedules: withKnown(written.schedules, known) };
  const overrides = reading?.store.overrides ?? { between: async () => [] };
  // Awaited here: the database must not be closed before the work is done.
  return await work({
    directory,
    now: new Date(Date.now() + offset),
    overrides,
    store: reading?.store ?? null,
    settings,
    rota: (from, until) => readRota(directory, overrides, from, until),
    notes,
  });
}
