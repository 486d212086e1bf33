import type pg from 'pg';
import type { World } from '../../src/flow/ports.ts';
import { tick } from '../../src/flow/tick.ts';
import { connect } from '../../src/store/connect.ts';
import type { Database } from '../../src/store/database.ts';
import { dueQuery } from '../../src/store/timers.ts';
import { quantile } from '../stats.ts';

const TICKS = 200;

/** Copies of one incident, whose levels wait for a week, each with its next step days away. */
export async function addPending(db: pg.Pool, incident: string, count: number): Promise<void> {
  const { rows } = await db.query<{ columns: string }>(`
    select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
    where attrelid = 'incident'::regclass and attnum > 0 and not attisdropped and attidentity = ''
      and attname not in ('id', 'alert_key', 'channel_id', 'channel_name', 'escalation')`);
  const same = rows[0]?.columns ?? '';
  await db.query(
    `insert into incident (id, escalation, ${same})
     select 'pending-' || n, jsonb_set(jsonb_set(escalation, '{policy,levels,0,wait}', '604800000'),
       '{nextAt}', to_jsonb(now() + interval '1 day' + n * interval '1 second')), ${same}
     from incident, generate_series(1, $2::integer) n where incident.id = $1`,
    [incident, count],
  );
  await db.query(`insert into timer (kind, subject, incident_id, due_at)
    select 'escalate', id, id, (escalation ->> 'nextAt')::timestamptz from incident where id like 'pending-%'`);
  await db.query('analyze incident, timer');
}

/** What a look costs that finds nothing due, in milliseconds each. */
export async function timeTicks(world: World): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < TICKS; n += 1) {
    const began = performance.now();
    await tick(world);
    samples.push(performance.now() - began);
  }
  return samples;
}

export interface Plan {
  lines: string[];
  /** Pages of 8 kB that were read. */
  buffers: number;
}

/** How PostgreSQL answers the query by which the bot finds what is due. */
export async function explainDue(databaseUrl: string): Promise<Plan> {
  const { db, pool } = connect<Database>(databaseUrl, { max: 1 });
  try {
    const { sql, parameters } = dueQuery(db, new Date(), 50).compile();
    const explain = `explain (analyze, buffers, costs off, timing off, summary off) ${sql}`;
    // The first time reads the catalogues too.
    await pool.query(explain, [...parameters]);
    const { rows } = await pool.query(explain, [...parameters]);
    const lines = rows.map((row) => String(row['QUERY PLAN']));
    const hits = lines.map((line) => /Buffers: .*?hit=(\d+)/.exec(line)?.[1]);
    return { lines, buffers: Number(hits.find((one) => one !== undefined) ?? 0) };
  } finally {
    await db.destroy();
  }
}

export function medianOf(samples: number[]): string {
  return `${quantile(samples, 0.5).toFixed(2)} ms`;
}
