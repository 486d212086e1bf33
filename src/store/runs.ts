import { type Kysely, type Selectable, sql } from 'kysely';
import { liveRunStates } from '../action/run.ts';
import type { QueuedRun, RunReader, Runs } from '../flow/ports.ts';
import { addApproval, approvalsOn, takeApprovalBack } from './approvals.ts';
import { claimRun } from './claim-run.ts';
import type { Database, RunTable } from './database.ts';
import { leftBehind, retakeRun } from './left-behind.ts';
import { runFromRow, runToRow } from './run-rows.ts';

export function runReader(db: Kysely<Database>): RunReader {
  return {
    byId: async (id) => {
      const row = await db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? runFromRow(row) : null;
    },
    queued: async () => {
      const rows = await queuedRuns(db).orderBy('queued_at').orderBy('id').execute();
      return rows.map(queuedFromRow);
    },
    next: async (targets) => {
      if (targets.length === 0) return [];
      const rows = await db
        .selectFrom(
          queuedRuns(db)
            .select(['queued_at', placeInLine.as('place')])
            .where('target_name', 'in', targets)
            .as('waiting'),
        )
        .selectAll()
        .where('place', '<=', inLine)
        .orderBy('queued_at')
        .orderBy('id')
        .execute();
      return rows.map(queuedFromRow);
    },
    around: async (targets) => {
      if (targets.length === 0) return [];
      const rows = await db
        .selectFrom('run')
        .selectAll()
        .where('state', 'in', ['queued', 'running', 'verifying'])
        .where('target_name', 'in', targets)
        .orderBy('queued_at')
        .orderBy('id')
        .limit(500)
        .execute();
      return rows.map(runFromRow);
    },
    underway: async () => {
      const rows = await db
        .selectFrom('run')
        .selectAll()
        .where('state', 'in', ['running', 'verifying'])
        .orderBy('started_at')
        .execute();
      return rows.map(runFromRow);
    },
    leftBehind: (place) => leftBehind(db, place),
    previewsWanted: async (targets) => {
      if (targets.length === 0) return [];
      const rows = await db
        .selectFrom('run')
        .select(['id', 'target'])
        .where('state', '=', 'pending')
        .where('target_name', 'in', targets)
        .where(sql`preview->>'state'`, '=', 'wanted')
        .limit(20)
        .execute();
      return rows;
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
    approvals: (runId) => approvalsOn(db, runId),
    addApproval: (approval) => addApproval(db, approval),
    takeApprovalBack: (runId, by, at) => takeApprovalBack(db, runId, by, at),
    claim: (id, by, clock) => claimRun(db, id, by, clock),
    heartbeat: async (ids) => {
      if (ids.length === 0) return;
      await db
        .updateTable('run')
        .set({ heartbeat_at: sql`clock_timestamp()` })
        .where('id', 'in', ids)
        .execute();
    },
    spawned: async (id, leaders) => {
      const pids = JSON.stringify(leaders);
      await db.updateTable('run').set({ pids }).where('id', '=', id).execute();
    },
    progress: async (id, worker, progress) => {
      const { numUpdatedRows } = await db
        .updateTable('run')
        .set({ progress: JSON.stringify(progress) })
        .where('id', '=', id)
        .where('worker', '=', worker)
        .where('state', 'in', ['running', 'verifying'])
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    retake: (run, by) => retakeRun(db, run, by),
    settle: async (id) => {
      await db.updateTable('run').set({ place: null }).where('id', '=', id).execute();
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
    setUnserved: async (id, since) => {
      await db.updateTable('run').set({ unserved_since: since }).where('id', '=', id).execute();
    },
    waitingFor: async (target) => {
      const rows = await db
        .selectFrom('run')
        .select('incident_id')
        .distinct()
        .where('target_name', '=', target)
        .where('state', '=', 'queued')
        .execute();
      return rows.map((row) => row.incident_id);
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

/** As many as may read on one target at once. */
const inLine = 50;

const placeInLine = sql<number>`row_number() over (
  partition by target_name, target -> 'labels', class = 'readonly' order by queued_at, id)`;

function queuedRuns(db: Kysely<Database>) {
  return db
    .selectFrom('run')
    .select(['id', 'class', 'target', 'unserved_since'])
    .where('state', '=', 'queued');
}

function queuedFromRow(
  row: Pick<Selectable<RunTable>, 'id' | 'class' | 'target' | 'unserved_since'>,
): QueuedRun {
  return { id: row.id, class: row.class, target: row.target, unservedSince: row.unserved_since };
}
