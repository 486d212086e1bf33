import { join } from 'node:path';
import { createRedactor } from '../action/redact.ts';
import type { Store } from '../flow/ports.ts';
import { Fault } from '../lib/fault.ts';
import { connect, reach } from './connect.ts';
import type { Database } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { readCluster } from './embedded-cluster.ts';
import { createStore } from './store.ts';

export interface Reading extends AsyncDisposable {
  store: Store;
}

const WAIT_MS = 3000;

/** The database for a command that only looks: nothing is made, nothing migrated. Null: there is none yet. */
export async function openForReading(settings: {
  data: string;
  databaseUrl: string | null;
}): Promise<Reading | null> {
  const { data, databaseUrl } = settings;
  if (databaseUrl === null && (await readCluster(join(data, 'postgres'))) === null) return null;
  const embedded =
    databaseUrl === null ? await startEmbedded({ dataDir: data, say: () => {} }) : null;
  const { db, pool } = connect<Database>(databaseUrl ?? embedded?.url ?? '', { max: 2 });
  const close = async () => {
    await db.destroy();
    // Kysely leaves a pool alone that it has not used yet.
    if (!pool.ended) await pool.end();
    await embedded?.stop();
  };
  try {
    await reach(pool, WAIT_MS);
    const { rows } = await pool.query(`select to_regclass('calendar') is not null as current`);
    if (rows[0]?.current === true)
      return { store: createStore(db, createRedactor()), [Symbol.asyncDispose]: close };
    throw new Fault(
      'database-migration',
      'The database is of an older version. Start the bot once to bring it up to date.',
    );
  } catch (error) {
    await close();
    throw error;
  }
}
