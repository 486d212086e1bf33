import { type Kysely, sql } from 'kysely';
import {
  type Effect,
  type Effects,
  type Lane,
  lanes,
  type Outbox,
  type OutboxRow,
} from '../flow/ports.ts';
import type { Database } from './database.ts';

export function effects(db: Kysely<Database>): Effects {
  return {
    add: async (list) => {
      const rows = new Map(list.map((effect) => [keyOf(effect), effect]));
      if (rows.size === 0) return;
      // In one order everywhere: two transactions that add the same keys would wait for each other.
      const values = [...rows]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, effect]) => ({
          lane: laneOf(effect),
          kind: effect.kind,
          key,
          payload: JSON.stringify(effect),
        }));
      await db
        .insertInto('outbox')
        .values(values)
        .onConflict((clash) =>
          clash.column('key').doUpdateSet((row) => ({ version: row('outbox.version', '+', 1) })),
        )
        .execute();
    },
  };
}

export function outbox(db: Kysely<Database>): Outbox {
  return {
    claim: (lane, limit, leaseMs) => claim(db, lane, limit, leaseMs),
    done: async (row, restMs) => {
      await db
        .deleteFrom('outbox')
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .execute();
      await db
        .updateTable('outbox')
        .set({
          lease_until: null,
          attempts: 0,
          available_at: sql`clock_timestamp() + ${restMs} * interval '1 millisecond'`,
        })
        .where('id', '=', row.id)
        .where('version', '<>', row.version)
        .execute();
    },
    renew: async (row, leaseMs) => {
      await db
        .updateTable('outbox')
        .set({ lease_until: sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'` })
        .where('id', '=', row.id)
        .where('lease_until', 'is not', null)
        .execute();
    },
    retry: async (row, afterMs, error) => {
      await db
        .updateTable('outbox')
        .set({
          lease_until: null,
          last_error: error.slice(0, 500),
          available_at: sql`clock_timestamp() + ${afterMs} * interval '1 millisecond'`,
        })
        .where('id', '=', row.id)
        .execute();
    },
    stats: () => stats(db),
  };
}

async function claim(
  db: Kysely<Database>,
  lane: Lane,
  limit: number,
  leaseMs: number,
): Promise<OutboxRow[]> {
  const rows = await db
    .updateTable('outbox')
    .set((row) => ({
      attempts: row('attempts', '+', 1),
      lease_until: sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`,
    }))
    .where('id', 'in', (query) =>
      query
        .selectFrom('outbox')
        .select('id')
        .where('lane', '=', lane)
        .where('available_at', '<=', sql<Date>`clock_timestamp()`)
        .where((where) =>
          where.or([
            where('lease_until', 'is', null),
            where('lease_until', '<', sql<Date>`clock_timestamp()`),
          ]),
        )
        .orderBy('available_at')
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'version', 'attempts', 'payload'])
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      version: row.version,
      attempts: row.attempts,
      effect: row.payload,
    }))
    .sort((a, b) => a.id - b.id);
}

async function stats(
  db: Kysely<Database>,
): Promise<Record<Lane, { depth: number; oldestMs: number }>> {
  const rows = await db
    .selectFrom('outbox')
    .select((row) => [
      'lane',
      row.fn.countAll<number>().as('depth'),
      sql<number>`extract(epoch from clock_timestamp() - min(created_at)) * 1000`.as('oldest'),
    ])
    .groupBy('lane')
    .execute();
  const found = new Map(rows.map((row) => [row.lane, row]));
  const of = (lane: Lane) => ({
    depth: Number(found.get(lane)?.depth ?? 0),
    oldestMs: Number(found.get(lane)?.oldest ?? 0),
  });
  return { page: of(lanes[0]), run: of(lanes[1]), slack: of(lanes[2]) };
}

function laneOf(effect: Effect): Lane {
  switch (effect.kind) {
    case 'page':
    case 'send-code':
    case 'end-page':
      return 'page';
    case 'dispatch-run':
    case 'dispatch-preview':
    case 'alarm':
      return 'run';
    case 'sync-incident':
    case 'handoff':
    case 'sync-oncall':
    case 'follow-on-call':
      return 'slack';
  }
}

/** Equal keys coalesce: a thousand changes of one incident are one synchronisation. */
function keyOf(effect: Effect): string {
  switch (effect.kind) {
    case 'page':
      return `page ${effect.notification}`;
    case 'end-page':
      return `end ${effect.notification} ${effect.ending}`;
    case 'send-code':
      return `code ${effect.nonce}`;
    case 'dispatch-run':
      return effect.runId === null ? `target ${effect.target}` : `run ${effect.runId}`;
    case 'dispatch-preview':
      return `preview ${effect.runId}`;
    case 'alarm':
      return `alarm ${effect.dueAt}`;
    case 'sync-incident':
      return `sync ${effect.incidentId}`;
    case 'handoff':
      return `handoff ${effect.id}`;
    case 'sync-oncall':
      return `on call ${effect.about} ${effect.id}`;
    case 'follow-on-call':
      return 'follow on call';
  }
}
