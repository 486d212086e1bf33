import type { Kysely } from 'kysely';
import type { Timeline, TimelinePage } from '../flow/ports.ts';
import { RUNBELL } from '../incident/entry.ts';
import type { TimelineEntry } from '../incident/types.ts';
import type { Database } from './database.ts';

/** What a transaction adds to the record, held back until its end. */
export interface PendingTimeline extends Timeline {
  write(): Promise<void>;
}

/**
 * Adding an entry locks the end of the incident's chain, for whoever else adds one. So all entries of a
 * transaction are written as the last thing it does: then nobody who holds that lock waits for another.
 */
export function pendingTimeline(db: Kysely<Database>): PendingTimeline {
  const rows: ReturnType<typeof rowOf>[] = [];
  return {
    lastByPerson: (incidentId) => lastByPerson(db, incidentId),
    add: async (incidentId, entries, now) => {
      for (const entry of entries) rows.push(rowOf(incidentId, entry, now));
    },
    write: async () => {
      if (rows.length === 0) return;
      // Stable, so that the entries of one incident keep their order.
      const sorted = rows.toSorted((a, b) => compare(a.incident_id, b.incident_id));
      await db.insertInto('timeline').values(sorted).execute();
    },
  };
}

/** Strangers, who are refused, do not count. */
async function lastByPerson(db: Kysely<Database>, incidentId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('timeline')
    .select((columns) => columns.fn.max('at').as('at'))
    .where('incident_id', '=', incidentId)
    .where('actor', '<>', RUNBELL)
    .where('kind', '<>', 'refused')
    .executeTakeFirst();
  return row?.at ?? null;
}

type StoredEntry = TimelineEntry & { id: number; posted: boolean };

/** The whole chain of one incident, in its order. */
export function timelineOf(db: Kysely<Database>, incidentId: string): Promise<StoredEntry[]> {
  return db
    .selectFrom('timeline')
    .select(['id', 'at', 'kind', 'actor', 'text', 'data', 'posted'])
    .where('incident_id', '=', incidentId)
    .orderBy('seq')
    .execute();
}

const PAGE = 20;

export async function timelinePage(
  db: Kysely<Database>,
  incidentId: string,
  asked: number | null,
): Promise<TimelinePage> {
  const head = await db
    .selectFrom('timeline_head')
    .select('seq')
    .where('incident_id', '=', incidentId)
    .executeTakeFirst();
  const total = head?.seq ?? 0;
  const of = Math.max(1, Math.ceil(total / PAGE));
  const page = Math.min(asked ?? of - 1, of - 1);
  const entries = await db
    .selectFrom('timeline')
    .select(['at', 'kind', 'actor', 'text', 'data'])
    .where('incident_id', '=', incidentId)
    .where('seq', '>', page * PAGE)
    .where('seq', '<=', (page + 1) * PAGE)
    .orderBy('seq')
    .execute();
  return { entries, first: page * PAGE + 1, page, of, total };
}

function rowOf(
  incidentId: string,
  { kind, actor, text, data, post }: Parameters<Timeline['add']>[1][number],
  now: Date,
) {
  return {
    incident_id: incidentId,
    at: now,
    kind,
    actor,
    text,
    data: JSON.stringify(data ?? {}),
    posted: post,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
