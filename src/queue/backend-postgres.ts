import { createPostgresBackend, type PgPool, runMigrations, withBackend } from 'bullmq';
import pg from 'pg';
import { SECOND } from '../lib/duration.ts';
import { Fault } from '../lib/fault.ts';
import type { Backend } from './backend.ts';

/** BullMQ on the database that is there anyway, in a schema of its own. */
export function openPostgresBackend(options: {
  databaseUrl: string;
  onError: (error: Error) => void;
}): Backend {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const pool = openPool(options.databaseUrl);
  // Every queue listens to the one pool as well: they would report the same error once each.
  pool.on('error', options.onError);
  // BullMQ listens to no client that it has in hand: one that is cut then would end the process.
  pool.on('connect', (client) => client.on('error', options.onError));
  pool.setMaxListeners(0);
  // BullMQ's own outline of a pool accepts a real one at run time, but not its overloads.
  const connection = pool as unknown as PgPool;
  return {
    engine: 'postgresql',
    start: () => migrateQueues(pool),
    ping: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    describe: (cause) => describe(cause, options.databaseUrl),
    queue: (name) => new Queue(name, { connection }),
    worker: (name, work, { concurrency, ...limits }) => {
      // A worker keeps one connection to LISTEN, so the pool grows with the workers.
      pool.options.max += 1;
      return new Worker(name, work, { ...limits, concurrency, connection });
    },
    close: () => pool.end(),
  };
}

function openPool(databaseUrl: string): pg.Pool {
  const url = new URL(databaseUrl);
  const settings = [url.searchParams.get('options'), '-c search_path="bullmq"'];
  url.searchParams.set('options', settings.filter(Boolean).join(' '));
  return new pg.Pool({
    connectionString: url.href,
    max: 6,
    keepAlive: true,
    connectionTimeoutMillis: 5 * SECOND,
    application_name: 'runbell-queue',
  });
}

// BullMQ locks and versions its own tables, so two bots may do this at once.
async function migrateQueues(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
}

function describe(cause: unknown, databaseUrl: string): Fault {
  const { host } = new URL(databaseUrl);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Fault(
    'queue-unreachable',
    `The job queue in the database at ${host} cannot be used (${reason}). Check that the database runs, that DATABASE_URL is right, and that its user may create a schema.`,
    { cause, retry: true },
  );
}
