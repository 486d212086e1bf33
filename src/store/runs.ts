import { type Kysely, sql } from 'kysely';
import { liveRunStates } from '../action/run.ts';
import type { RunReader, Runs } from '../flow/ports.ts';
import { claimRun } from './claim-run.ts';
import type { Database } from './database.ts';
import { runFromRow, runToRow } from './run-rows.ts';

export function runReader(db: Kysely<Database>): RunReader {
  return {
    byId: async (id) => {
      const row = await db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? runFromRow(row) : null;
    },
    queuedFor: async (targets) => {
      if (targets.length === 0) return [];
      const rows = await db
        .selectFrom('run')
        .select(['id', 'target_name'])
        .where('state', '=', 'queued')
        .where('target_name', 'in', targets)
        .orderBy('queued_at')
        .limit(100)
        .execute();
      return rows.map((row) => ({ id: row.id, target: row.target_name }));
    },
    cancelRequested: async (ids) => {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('run')
        .select('id')
        .where('id', 'in', ids)
        .where('cancel_by', 'is not', null)
        .execute();
      return rows.map((row) => row.id);
    },
  };
}

export function runs(db: Kysely<Database>): Runs {
  return {
    create: async (run) => {
      const row = await db
        .insertInto('run')
        .values(runToRow(run))
        .onConflict((clash) => clash.doNothing())
        .returningAll()
        .executeTakeFirst();
      return row ? runFromRow(row) : null;
    },
    lock: async (id) => {
      const row = await db
        .selectFrom('run')
        .selectAll()
        .where('id', '=', id)
        .forNoKeyUpdate()
        .executeTakeFirst();
      return row ? runFromRow(row) : null;
    },
    save: async (run) => {
      const { id, ...columns } = runToRow(run);
      await db.updateTable('run').set(columns).where('id', '=', id).execute();
    },
    live: async (incidentId, fingerprint) => {
      const row = await db
        .selectFrom('run')
        .selectAll()
        .where('incident_id', '=', incidentId)
        .where('fingerprint', '=', fingerprint)
        .where('state', 'in', liveRunStates)
        .executeTakeFirst();
      return row ? runFromRow(row) : null;
    },
    approvals: async (runId) => {
      const rows = await db
        .selectFrom('approval')
        .selectAll()
        .where('run_id', '=', runId)
        .execute();
      return rows.map(({ run_id, ...row }) => ({ runId: run_id, ...row }));
    },
    addApproval: async ({ runId, ...approval }) => {
      await db
        .insertInto('approval')
        .values({ run_id: runId, ...approval })
        .execute();
    },
    claim: (id, worker, now) => claimRun(db, id, worker, now),
    heartbeat: async (ids) => {
      if (ids.length === 0) return;
      await db
        .updateTable('run')
        .set({ heartbeat_at: sql`clock_timestamp()` })
        .where('id', 'in', ids)
        .execute();
    },
    silent: async (olderThanMs) => {
      const row = await db
        .selectFrom('run')
        .selectAll()
        .where('state', 'in', ['running', 'verifying'])
        .where(
          'heartbeat_at',
          '<',
          sql<Date>`clock_timestamp() - ${olderThanMs} * interval '1 millisecond'`,
        )
        .limit(1)
        .forNoKeyUpdate()
        .skipLocked()
        .executeTakeFirst();
      return row ? runFromRow(row) : null;
    },
    requestCancel: async (id, by) => {
      await db.updateTable('run').set({ cancel_by: by }).where('id', '=', id).execute();
    },
    inState: async (incidentId, states) => {
      const rows = await db
        .selectFrom('run')
        .selectAll()
        .where('incident_id', '=', incidentId)
        .where('state', 'in', states)
        .execute();
      return rows.map(runFromRow);
    },
  };
}
