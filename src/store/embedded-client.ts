import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Cluster, superuser } from './embedded-cluster.ts';
import { embeddedFault } from './embedded-fault.ts';

const databaseName = 'runbell';

export function databaseUrl(cluster: Cluster, port: number, name = databaseName): string {
  return `postgres://${superuser}:${cluster.password}@127.0.0.1:${port}/${name}`;
}

/** Makes sure that the server on this port is ours, and that our database is in it. */
export async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = await connectOnce(databaseUrl(cluster, port)).catch(async (error: unknown) => {
    if (!hasCode(error, noSuchDatabase)) throw notOurs(cluster, port, error);
    await createDatabase(cluster, port);
    return connectOnce(databaseUrl(cluster, port));
  });
  await client.end();
}

/** Whether nobody but us is connected; a connection that was just closed may take a moment to go. */
export async function isUnused(cluster: Cluster, port: number): Promise<boolean> {
  const client = await connectOnce(databaseUrl(cluster, port));
  try {
    for (let look = 0; look < 25; look += 1) {
      const { rows } = await client.query<{ others: number }>(
        `select count(*)::int as others from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      if (rows[0]?.others === 0) return true;
      await delay(20);
    }
    return false;
  } finally {
    await client.end();
  }
}

const noSuchDatabase = '3D000';
const duplicateDatabase = '42P04';

async function createDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = await connectOnce(databaseUrl(cluster, port, 'postgres'));
  try {
    await client.query(`create database ${databaseName}`);
  } catch (error) {
    // Another bot on the same data folder was first; the unique index speaks when both were at it.
    if (!hasCode(error, duplicateDatabase) && !hasCode(error, '23505')) throw error;
  } finally {
    await client.end();
  }
}

async function connectOnce(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'runbell-start',
    connectionTimeoutMillis: 10_000,
  });
  // The server may be stopped while we are connected: the next query tells, not an uncaught event.
  client.on('error', () => {});
  await client.connect();
  return client;
}

function notOurs(cluster: Cluster, port: number, cause: unknown) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return embeddedFault(
    `The embedded database on port ${port} does not answer (${reason})`,
    `read ${cluster.log} and start again`,
    cause,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
