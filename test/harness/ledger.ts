import type { Selectable } from 'kysely';
import pg from 'pg';
import type { Database } from '../../src/store/database.ts';
import { eventually } from './eventually.ts';

type Row<T extends keyof Database> = Selectable<Database[T]>;

const pools = new Map<string, pg.Pool>();

/** Every row of a table, for a test that looks past the program at what is true. */
export async function table<T extends keyof Database & string>(
  url: string,
  name: T,
): Promise<Row<T>[]> {
  const { rows } = await poolOf(url).query(`select * from ${name}`);
  return rows;
}

/** Waits until everything that was decided has been carried out. */
export async function settled(url: string, withinMs = 45_000): Promise<void> {
  const empty = async () => (await table(url, 'outbox')).length === 0;
  await eventually('everything is carried out', empty, withinMs);
}

function poolOf(url: string): pg.Pool {
  const known = pools.get(url);
  if (known) return known;
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 200,
    allowExitOnIdle: true,
  });
  pool.on('error', () => {});
  pools.set(url, pool);
  return pool;
}
