import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { SECOND } from '../lib/duration.ts';
import { Fault } from '../lib/fault.ts';

export interface Connected<DB> {
  db: Kysely<DB>;
  pool: pg.Pool;
}

/** Opens no connection yet: `reach` says whether there is a database. Ending `db` ends the pool. */
export function connect<DB>(
  url: string,
  options: { max?: number; onError?: (error: Error) => void } = {},
): Connected<DB> {
  if (!URL.canParse(url)) throw unreadableUrl();
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    keepAlive: true,
    connectionTimeoutMillis: 5 * SECOND,
    idleTimeoutMillis: 30 * SECOND,
    statement_timeout: 30 * SECOND,
    idle_in_transaction_session_timeout: 60 * SECOND,
    application_name: 'runbell',
    types: { getTypeParser },
  });
  // An idle connection that a restart of the database cuts is replaced by the next query.
  pool.on('error', (error) => options.onError?.(error));
  // One that is cut between two queries of a transaction would end the process; its next query fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }), pool };
}

/** Resolves once the database answers; a server that is only just starting gets `waitMs`. */
export async function reach(pool: pg.Pool, waitMs = 10 * SECOND): Promise<void> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      await pool.query('select 1');
      return;
    } catch (error) {
      const fault = asDatabaseFault(error, pool.options.connectionString ?? '');
      if (!fault.retry || Date.now() >= deadline) throw fault;
    }
    await delay(Math.min(250, Math.max(0, deadline - Date.now())));
  }
}

/** Host and port of a database address, without its password. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) return 'an unreadable address';
  const { hostname, port, searchParams } = new URL(url);
  return `${hostname || searchParams.get('host') || 'localhost'}:${port || 5432}`;
}

// The driver's default is text, since int8 exceeds a number's 53 bits; no count of ours does.
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === pg.types.builtins.INT8) return (value: string | Buffer) => Number(value);
  return pg.types.getTypeParser(oid, format as 'text');
};

function asDatabaseFault(cause: unknown, url: string): Fault {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const host = hostOf(url);
  const wrong = wrongAddress[code];
  if (wrong) {
    return new Fault(
      'database-unreachable',
      `The database at ${host} refused us: ${wrong}. Correct DATABASE_URL and start again.`,
      { cause },
    );
  }
  const reason = code || (cause instanceof Error ? cause.message : String(cause));
  return new Fault(
    'database-unreachable',
    `The database at ${host} does not answer (${reason}). Start it, or correct DATABASE_URL; without DATABASE_URL Runbell brings its own.`,
    { cause, retry: true },
  );
}

const wrongAddress: Record<string, string> = {
  '28P01': 'wrong user or password',
  '28000': 'this user may not connect',
  '3D000': 'there is no database of that name',
  '42501': 'this user may not use that database',
};

function unreadableUrl(): Fault {
  return new Fault(
    'database-unreachable',
    'DATABASE_URL is not an address. It looks like postgres://user:password@host:5432/name (characters such as @ and / in a password are written %40 and %2F).',
  );
}
