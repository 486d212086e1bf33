import { DAY } from '../../lib/duration.ts';
import { newId } from '../../lib/ids.ts';
import { type Because, handoffNotes } from '../../oncall/handoff.ts';
import { changeAfter, onCallAt } from '../../oncall/schedule-turns.ts';
import type { Directory } from '../../service/directory.ts';
import type { Effect, ScheduleTimer, Tx, World } from '../ports.ts';
import type { Standing } from './handoff-ports.ts';
import { isUnread, type Planned, readRota } from './rota.ts';

/** Somebody else may be on call: a turn or an override begins or ends. */
export function handOver(world: World, timer: ScheduleTimer): Promise<boolean> {
  return world.store.write(async (tx) => {
    const before = await tx.handoffs.hold(timer.subject);
    // An override that is entered now waits for this timer, and wakes us again.
    if (!(await tx.timers.claim(timer))) return false;
    await compare(tx, world, timer.subject, before);
    return true;
  });
}

/** Looks at every schedule when the files or a calendar were changed, and once at the start. */
export function followingOnCall(world: World): () => Promise<void> {
  let seen: Directory | null = null;
  return async () => {
    const { directory } = world;
    if (directory === seen) return;
    await lookAtAll(world);
    seen = directory;
  };
}

async function lookAtAll(world: World): Promise<void> {
  const names = Object.keys(world.directory.schedules);
  const known = (await world.store.handoffs.standings()).map(({ schedule }) => schedule);
  for (const schedule of new Set([...known, ...names]))
    await world.store.write(async (tx) => {
      const before = await tx.handoffs.hold(schedule);
      await tx.timers.clear('handoff', schedule);
      await compare(tx, world, schedule, before);
    });
  await world.store.write((tx) => tx.effects.add([{ kind: 'follow-on-call' }]));
  world.wake.outbox();
}

/** A far hand-off needs no alarm clock of its own: a sweep finds it. */
const ALARM_MS = DAY;
/** As far as a schedule is looked through for the next change. */
const LOOK_AGAIN_MS = 366 * DAY;

/** Who is on call now against who was: writes down what changed, who is told, and when to look next. */
async function compare(
  tx: Tx,
  { directory, clock }: World,
  name: string,
  before: Standing | null,
): Promise<void> {
  const now = clock.now();
  const planned = (await readRota(directory, tx.overrides, now)).get(name);
  if (planned === undefined) {
    await tx.handoffs.forget(name);
    return;
  }
  if (isUnread(planned.schedule)) return;
  const user = userAt(directory, planned, now);
  const effects: Effect[] = [];
  if (before === null) await tx.handoffs.save({ schedule: name, user, n: 0 }, now);
  else if (before.user !== user) {
    const n = before.n + 1;
    await tx.handoffs.save({ schedule: name, user, n }, now);
    const because = becauseOf(planned, now);
    const notes = planned.schedule.tells ? handoffNotes(before.user, user, because) : [];
    const handoffs = notes.map((note) => {
      const row = { schedule: name, n, at: now, state: 'pending' } as const;
      return { ...note, ...row, id: newId() };
    });
    await tx.handoffs.add(handoffs);
    effects.push({ kind: 'follow-on-call' });
    effects.push(...handoffs.map(({ id }): Effect => ({ kind: 'handoff', id })));
  }
  const next = changeAfter(planned.schedule, planned.overrides, now);
  const dueAt = next ?? new Date(now.getTime() + LOOK_AGAIN_MS);
  await tx.timers.setEarlier({ kind: 'handoff', subject: name, incidentId: null, dueAt });
  if (dueAt.getTime() - now.getTime() <= ALARM_MS)
    effects.push({ kind: 'alarm', dueAt: dueAt.toISOString() });
  await tx.effects.add(effects);
}

/** The Slack id of whoever is on call. */
export function userAt({ people }: Directory, planned: Planned, at: Date): string | null {
  const person = onCallAt(planned.schedule, planned.overrides, at)?.person;
  return person === undefined ? null : (people[person]?.slack ?? null);
}

function becauseOf({ schedule, overrides }: Planned, at: Date): Because {
  const why = onCallAt(schedule, overrides, at)?.why;
  return why?.kind === 'override' && why.override.from <= why.override.createdAt
    ? 'override-entered'
    : 'anything';
}
