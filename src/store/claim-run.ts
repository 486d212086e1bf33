import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Run } from '../action/run.ts';
import type { Database } from './database.ts';
import { runFromRow } from './run-rows.ts';

const UNIQUE_VIOLATION = '23505';

/**
 * The fence: whoever gets the row runs it, nobody else ever does. A second change on a busy target
 * fails on the index `run_one_change_per_target`, so the claim is a transaction of its own.
 */
export async function claimRun(
  db: Kysely<Database>,
  id: string,
  worker: string,
  now: Date,
): Promise<Run | 'busy' | null> {
  try {
    const row = await db
      .updateTable('run')
      .set({ state: 'running', started_at: now, worker, heartbeat_at: sql`clock_timestamp()` })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .returningAll()
      .executeTakeFirst();
    return row ? runFromRow(row) : null;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return 'busy';
    throw error;
  }
}
