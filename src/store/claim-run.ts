import { type Kysely, type RawBuilder, sql } from 'kysely';
import { usualParallel } from '../action/placement.ts';
import type { Run } from '../action/run.ts';
import type { Claimant } from '../flow/ports.ts';
import type { Clock } from '../lib/clock.ts';
import type { Database } from './database.ts';
import { runFromRow } from './run-rows.ts';

/** Names our advisory locks on targets among those of other programs. */
const targetLock = 7_286_235;

/**
 * The fence: whoever gets the row runs it, nobody else ever does. Claims on one target come one after
 * the other, so that counting what goes on there means something until the transaction ends.
 */
export async function claimRun(
  db: Kysely<Database>,
  id: string,
  by: Claimant,
  clock: Clock,
): Promise<Run | 'busy' | null> {
  const wanted = await db
    .selectFrom('run')
    .select(['target_name', isFree().as('free')])
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (wanted === undefined) return null;
  // Whoever frees it looks again; nobody else's claim need wait for this answer.
  if (!wanted.free) return 'busy';
  await holdTarget(db, wanted.target_name);
  const row = await db
    .updateTable('run')
    .set({
      state: 'running',
      started_at: clock.now(),
      worker: by.id,
      host: by.host,
      place: by.place,
      heartbeat_at: sql`clock_timestamp()`,
    })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .where(hasWhatItNeeds('run', by))
    .where(isFree())
    .where(isItsTurn(by))
    .returningAll()
    .executeTakeFirst();
  if (row) return runFromRow(row);
  const left = await db.selectFrom('run').select('state').where('id', '=', id).executeTakeFirst();
  return left?.state === 'queued' ? 'busy' : null;
}

/** Until the transaction ends nobody else takes a run on this target. */
export async function holdTarget(db: Kysely<Database>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${targetLock}, hashtext(${name}))`.execute(db);
}

/** Changes one by one; what reads, up to the target's limit. */
export function isFree(): RawBuilder<boolean> {
  const taken = sql`from run other where other.target_name = run.target_name
    and other.state in ('running', 'verifying')`;
  return sql<boolean>`case when run.class = 'readonly'
    then (select count(*) ${taken} and other.class = 'readonly')
      < coalesce((run.target ->> 'parallel')::int, ${usualParallel})
    else not exists (select ${taken} and other.class <> 'readonly') end`;
}

/** Changes go in the order in which they were let go, as far as this worker can take them. */
function isItsTurn(by: Claimant): RawBuilder<boolean> {
  return sql<boolean>`(run.class = 'readonly' or not exists (
    select from run other
    where other.target_name = run.target_name and other.state = 'queued'
      and other.class <> 'readonly'
      and (other.queued_at, other.id) < (run.queued_at, run.id)
      and ${hasWhatItNeeds('other', by)}))`;
}

function hasWhatItNeeds(run: 'run' | 'other', { labels }: Claimant): RawBuilder<boolean> {
  const needed = sql.ref(`${run}.target`);
  return sql<boolean>`coalesce(${needed} -> 'labels', '[]') <@ ${JSON.stringify(labels)}::jsonb`;
}
