import { type Kysely, type Selectable, sql } from 'kysely';
import type { Timer, Timers } from '../flow/ports.ts';
import type { Database } from './database.ts';

export function timers(db: Kysely<Database>): Timers {
  return {
    set: async ({ kind, subject, incidentId, dueAt }) => {
      await db
        .insertInto('timer')
        .values({ kind, subject, incident_id: incidentId, due_at: dueAt })
        .onConflict((clash) => clash.columns(['kind', 'subject']).doUpdateSet({ due_at: dueAt }))
        .execute();
    },
    setEarlier: async ({ kind, subject, incidentId, dueAt }) => {
      await db
        .insertInto('timer')
        .values({ kind, subject, incident_id: incidentId, due_at: dueAt })
        .onConflict((clash) =>
          clash
            .columns(['kind', 'subject'])
            .doUpdateSet({ due_at: sql`least(timer.due_at, excluded.due_at)` }),
        )
        .execute();
    },
    clear: async (kind, subject) => {
      await db
        .deleteFrom('timer')
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .execute();
    },
    claim: async ({ kind, subject, dueAt }) => {
      const { numDeletedRows } = await db
        .deleteFrom('timer')
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('due_at', '=', dueAt)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

export async function dueTimers(db: Kysely<Database>, now: Date, limit: number): Promise<Timer[]> {
  return (await dueQuery(db, now, limit).execute()).map(timerOf);
}

/** By the index on `due_at`: what it costs does not grow with the timers that are pending. */
export function dueQuery(db: Kysely<Database>, now: Date, limit: number) {
  return db
    .selectFrom('timer')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit);
}

export async function nextTimerAt(db: Kysely<Database>, after?: Date): Promise<Date | null> {
  const all = db.selectFrom('timer').select('due_at').orderBy('due_at').limit(1);
  const later = after === undefined ? all : all.where('due_at', '>', after);
  return (await later.executeTakeFirst())?.due_at ?? null;
}

function timerOf({
  kind,
  subject,
  incident_id: incidentId,
  due_at: dueAt,
}: Selectable<Database['timer']>): Timer {
  if (kind === 'handoff') return { kind, subject, incidentId: null, dueAt };
  if (incidentId === null) throw new Error(`the timer ${kind} of ${subject} has no incident`);
  return { kind, subject, incidentId, dueAt };
}
