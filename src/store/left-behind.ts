import { type Kysely, sql } from 'kysely';
import { liveRunStates, type Run } from '../action/run.ts';
import type { Claimant } from '../flow/ports.ts';
import { holdTarget, isFree } from './claim-run.ts';
import type { Database } from './database.ts';
import { runFromRow } from './run-rows.ts';

/** Runs of this table of processes that may still have some there, whoever claimed them. */
export async function leftBehind(db: Kysely<Database>, place: string): Promise<Run[]> {
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where('place', '=', place)
    .where('state', 'in', ['running', 'verifying', 'lost'])
    .orderBy('started_at')
    .limit(100)
    .execute();
  return rows.map(runFromRow);
}

/**
 * Another worker answers for a run from now on; null when somebody else already does. One that was
 * given up as lost is running again, unless something else took its target or its place meanwhile.
 */
export async function retakeRun(
  db: Kysely<Database>,
  { id, worker, target }: Run,
  by: Claimant,
): Promise<Run | null> {
  await holdTarget(db, target.name);
  const again = sql<boolean>`run.state = 'lost' and ${isFree()} and not exists (
    select from run other where other.incident_id = run.incident_id
      and other.fingerprint = run.fingerprint and other.state in (${sql.join(liveRunStates)}))`;
  const row = await db
    .updateTable('run')
    .set({
      worker: by.id,
      host: by.host,
      heartbeat_at: sql`clock_timestamp()`,
      state: sql`case when ${again} then 'running' else run.state end`,
      finished_at: sql`case when ${again} then null else run.finished_at end`,
    })
    .where('id', '=', id)
    .where('worker', '=', worker)
    .where('state', 'in', ['running', 'verifying', 'lost'])
    .returningAll()
    .executeTakeFirst();
  return row ? runFromRow(row) : null;
}
