import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { Fault } from '../lib/fault.ts';
import { reach } from './connect.ts';

/**
 * Applies the numbered SQL files that this database has not seen, oldest first, and returns
 * their names. There is no way back: a mistake is mended by the next file.
 */
export async function migrate(pool: pg.Pool, options: { dir?: string } = {}): Promise<string[]> {
  const files = await readMigrations(options.dir ?? defaultDir);
  await reach(pool);
  // A user who may not change the schema need not, once somebody else has.
  if ((await pendingOf(pool, files)).length === 0) return [];
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('set idle_in_transaction_session_timeout = 0');
    // Held by the session: a second bot waits here, then finds nothing left to do.
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(ledger);
    const pending = await pendingOf(client, files);
    for (const file of pending) await apply(client, file);
    return pending.map(({ name }) => name);
  } catch (error) {
    throw mayNot(error) ? ownerNeeded(error) : error;
  } finally {
    // Closing the session gives the lock back, and our settings with it.
    client.release(true);
  }
}

/** The names of what `migrate` would apply. */
export async function pendingMigrations(pool: pg.Pool): Promise<string[]> {
  const pending = await pendingOf(pool, await readMigrations(defaultDir));
  return pending.map(({ name }) => name);
}

interface Migration {
  name: string;
  sql: string;
  digest: string;
}

type Applied = Pick<Migration, 'name' | 'digest'>;

const defaultDir = fileURLToPath(new URL('./migrations/', import.meta.url));

// An arbitrary number that nothing else in the database locks: "runbell" on a telephone's keys.
const lockKey = 7862355;

const ledger = `
  create table if not exists runbell_migration (
    name text primary key,
    applied_at timestamptz not null default now(),
    digest text not null
  )`;

async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  names.forEach((name, index) => {
    if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name)) {
      throw refuseMigration(`${name} is not a migration's name: write 0001-what-it-does.sql.`);
    }
    if (name.slice(0, 4) === names[index + 1]?.slice(0, 4)) {
      throw refuseMigration(`${name} and ${names[index + 1]} have the same number: renumber one.`);
    }
  });
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(dir, name), 'utf8');
      return { name, sql, digest: digestOf(sql) };
    }),
  );
}

// A checkout on Windows may have other line ends; that is no edit.
function digestOf(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}

async function pendingOf(
  client: Pick<pg.ClientBase, 'query'>,
  files: Migration[],
): Promise<Migration[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('runbell_migration') is not null as there`,
  );
  if (!found[0]?.there) return files;
  const { rows } = await client.query<Applied>('select name, digest from runbell_migration');
  return compare(files, rows);
}

/** The files that are left to apply, when everything applied is still here and unchanged. */
function compare(files: Migration[], applied: Applied[]): Migration[] {
  const known = new Map(files.map((file) => [file.name, file]));
  for (const { name, digest } of applied) {
    const file = known.get(name);
    if (!file) {
      throw refuseMigration(
        `The database is newer than this Runbell: it has ${name}, which this version does not know. Start the newer version.`,
      );
    }
    if (file.digest !== digest) {
      throw refuseMigration(
        `${name} was edited after it was applied to this database. Put the file back as it was, and write the change as a new file.`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  const last = [...done].sort().at(-1) ?? '';
  const pending = files.filter(({ name }) => !done.has(name));
  const late = pending.find(({ name }) => name < last);
  if (late) {
    throw refuseMigration(
      `${late.name} comes before ${last}, which is already applied. Give it the next free number.`,
    );
  }
  return pending;
}

async function apply(client: pg.PoolClient, { name, sql, digest }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into runbell_migration (name, digest) values ($1, $2)', [
      name,
      digest,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    if (mayNot(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refuseMigration(
      `${name} failed and was undone: ${reason}. The database is as it was before this file.`,
      cause,
    );
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

function mayNot(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE;
}

function ownerNeeded(cause: unknown): Fault {
  return refuseMigration(
    'The schema has to be changed, and the user of DATABASE_URL may not. Run `runbell migrate` with the owner in MIGRATE_DATABASE_URL, then start again.',
    cause,
  );
}

function refuseMigration(message: string, cause?: unknown): Fault {
  return new Fault('database-migration', message, { cause });
}
