import { setTimeout as delay } from 'node:timers/promises';
import type { StoredCalendar } from '../flow/oncall/oncall-ports.ts';
import type { World } from '../flow/ports.ts';
import { digest } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import { isAddress, readSource } from '../oncall/calendar.ts';
import type { PersonSpan } from '../oncall/rotation.ts';
import type { CalendarSource } from '../oncall/schedule.ts';
import { fetchCalendar } from './fetch.ts';

/** What keeping calendars needs of the bot. */
export interface Keeper {
  world: Pick<World, 'store' | 'directory'>;
  /** From now on these are the shifts of a schedule. */
  learnCalendar(schedule: string, from: string, shifts: PersonSpan[]): void;
}

export interface Keeping {
  /** Reads what is due at once. */
  look(): Promise<void>;
  /** Those that cannot be read now. */
  broken(): BrokenCalendar[];
  stop(): Promise<void>;
}

/** A calendar that cannot be read now, as a file that cannot. */
export interface BrokenCalendar {
  file: string;
  line: null;
  column: null;
  value: null;
  what: string;
  instead: string;
  /** When the version was read that stays in force; null when there is none. */
  keptFrom: Date | null;
}

/**
 * Reads the schedules that lie on other servers, each at its interval, and keeps the last good version:
 * in the database, so that a bot that starts while the server is down has it too.
 */
export async function keepCalendars(keeper: Keeper, log: Log, lookMs = LOOK_MS): Promise<Keeping> {
  const known = new Map<string, Known>();
  const stopping = new AbortController();
  await recall(keeper, known).catch((error: unknown) =>
    log.warn({ err: error }, 'the calendars of the last start could not be read'),
  );
  let looking: Promise<void> | null = null;

  function look(): Promise<void> {
    looking ??= lookAt(keeper, log, known).finally(() => {
      looking = null;
    });
    return looking;
  }

  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) =>
        log.warn({ err: error }, 'calendars could not be looked at; the next look tries again'),
      );
      await delay(lookMs, null, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    look,
    broken: () => Object.keys(sourcesOf(keeper)).flatMap((name) => known.get(name)?.broken ?? []),
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}

const LOOK_MS = 5000;
const MINUTE_MS = 60_000;

interface Known {
  source: string;
  dueAt: number;
  stored: StoredCalendar | null;
  broken: BrokenCalendar[];
  notes: string;
}

async function recall(keeper: Keeper, known: Map<string, Known>): Promise<void> {
  const rows = new Map(
    (await keeper.world.store.calendars.all()).map((row) => [row.schedule, row]),
  );
  for (const [name, source] of Object.entries(sourcesOf(keeper))) {
    const stored = rows.get(name);
    if (stored?.source !== digest(source.from) || stored.text === null) continue;
    known.set(name, { source: keyOf(source), dueAt: 0, stored, broken: [], notes: '' });
    const read = readSource(source, stored.text, new Date());
    if (typeof read !== 'string') keeper.learnCalendar(name, source.from, read.shifts);
  }
}

async function lookAt(keeper: Keeper, log: Log, known: Map<string, Known>): Promise<void> {
  for (const [name, source] of Object.entries(sourcesOf(keeper))) {
    const before = known.get(name);
    if (before?.source === keyOf(source) && before.dueAt > Date.now()) continue;
    known.set(name, await refresh(keeper, log, name, source, before));
  }
}

async function refresh(
  { world, learnCalendar }: Keeper,
  log: Log,
  name: string,
  source: CalendarSource,
  before: Known | undefined,
): Promise<Known> {
  const kept = before?.stored?.source === digest(source.from) ? before.stored : null;
  const fetched = await fetchCalendar(source.from);
  const now = new Date();
  const read = 'problem' in fetched ? fetched.problem : readSource(source, fetched.text, now);
  if (typeof read === 'string' || 'problem' in fetched) {
    const problem = String(read);
    log.warn({ schedule: name, reason: problem }, 'a calendar cannot be read');
    // Once more, for it may be read by other names now, and for a later stretch of time.
    const old = kept?.text && readSource(source, kept.text, now);
    if (old && typeof old !== 'string') learnCalendar(name, source.from, old.shifts);
    const stored = {
      ...(kept ?? nothing(name, source)),
      problem,
      problemAt: kept?.problemAt ?? now,
    };
    await world.store.calendars.save(stored);
    const dueAt = now.getTime() + Math.min(source.refreshMs, MINUTE_MS);
    const broken = [brokenOf(name, source, problem, stored.readAt)];
    return { source: keyOf(source), dueAt, stored, broken, notes: '' };
  }
  learnCalendar(name, source.from, read.shifts);
  const notes = read.notes.join('; ');
  if (notes !== '' && notes !== before?.notes)
    log.warn({ schedule: name, notes: read.notes }, 'a calendar is read in part');
  const stored = { ...nothing(name, source), text: fetched.text, readAt: now };
  await world.store.calendars.save(stored);
  const dueAt = now.getTime() + source.refreshMs;
  return { source: keyOf(source), dueAt, stored, broken: [], notes };
}

function nothing(schedule: string, { from }: CalendarSource): StoredCalendar {
  const empty = { text: null, readAt: null, problem: null, problemAt: null };
  return { schedule, source: digest(from), ...empty };
}

/** The server's name alone: the rest of an address may be a secret. */
function brokenOf(
  schedule: string,
  { from }: CalendarSource,
  what: string,
  keptFrom: Date | null,
): BrokenCalendar {
  const host = URL.canParse(from) ? new URL(from).host : 'no address';
  return {
    file: `calendar of schedule ${schedule} (${host})`,
    line: null,
    column: null,
    value: null,
    what,
    instead: 'mend it there, or correct `ical` in runbell.yaml',
    keptFrom,
  };
}

function sourcesOf({ world }: Keeper): Record<string, CalendarSource> {
  return Object.fromEntries(
    Object.entries(world.directory.schedules).flatMap(([name, { calendar }]) =>
      calendar && isAddress(calendar.from) ? [[name, calendar] as const] : [],
    ),
  );
}

/** Another address and other names of people are read anew. */
function keyOf(source: CalendarSource): string {
  return digest(source);
}
