import type pg from 'pg';
import { Fault } from '../lib/fault.ts';

/** Rows are added and never changed: not even by the bot. */
const record = ['timeline', 'approval', 'circuit_override'];
/** Written by the functions of the record alone, which run as the owner. */
const links = ['timeline_head', 'timeline_seal', 'runbell_migration'];
/** Changed, but never taken away. */
const lasting = ['incident', 'run', 'page', 'notification', 'contact'];

export interface BotUser {
  name: string;
  password: string;
}

/**
 * Makes the user with whom bot and workers connect, where it is missing, and gives it what they need: all
 * but the right to change what stands in the record. `owner` is connected as the owner of the tables.
 * Says whether the user was made.
 */
export async function grantToBot(owner: pg.ClientBase, user: BotUser): Promise<boolean> {
  const made = await makeUser(owner, user);
  const { role, database, schema, tables, sequences } = await namesFor(owner, user.name);
  await owner.query(`
    begin;
    -- BullMQ keeps its tables in a schema of the bot's own.
    grant connect, create, temporary on database ${database} to ${role};
    revoke create on schema ${schema} from public;
    grant usage on schema ${schema} to ${role};
    revoke all on ${tables} from ${role};
    grant select, insert, update, delete on ${tables} to ${role};
    grant usage on sequence ${sequences} to ${role};
    revoke update, delete on ${record.join(', ')} from ${role};
    revoke insert, update, delete on ${links.join(', ')} from ${role};
    revoke delete on ${lasting.join(', ')} from ${role};
    grant execute on function seal_timeline(timestamptz) to ${role};
    commit`);
  await provePowerless(owner, user.name);
  return made;
}

async function makeUser(owner: pg.ClientBase, { name, password }: BotUser): Promise<boolean> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name]);
  if (rowCount !== 0) return false;
  const { rows } = await owner.query<{ sql: string }>(
    `select format('create role %I login password %L', $1::text, $2::text) as sql`,
    [name, password],
  );
  try {
    await owner.query(rows[0]?.sql ?? '');
  } catch (cause) {
    throw new Fault(
      'database-migration',
      `The owner of the tables may not make the user ${name} of DATABASE_URL (${cause instanceof Error ? cause.message : cause}). Make it, with its password, and run this again.`,
      { cause },
    );
  }
  return true;
}

interface Names {
  role: string;
  database: string;
  schema: string;
  /** What the owner owns; an extension's views may lie beside it. */
  tables: string;
  sequences: string;
}

/** Quoted, for statements that take no parameters. */
async function namesFor(owner: pg.ClientBase, user: string): Promise<Names> {
  const listed = (kind: string) => `(
    select string_agg(quote_ident(relname), ', ') from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in (${kind})
      and pg_has_role(relowner, 'usage'))`;
  const { rows } = await owner.query<Names>(
    `select quote_ident($1) as role, quote_ident(current_database()) as database,
      quote_ident(current_schema()) as schema,
      ${listed(`'r', 'p'`)} as tables, ${listed(`'S'`)} as sequences`,
    [user],
  );
  const [names] = rows;
  if (names === undefined) throw new Error('the database did not say what it holds');
  return names;
}

/** A superuser, or a member of the owner, may do anything whatever is revoked. */
async function provePowerless(owner: pg.ClientBase, name: string): Promise<void> {
  const { rows } = await owner.query<{ may: boolean }>(
    `select has_table_privilege($1, 'timeline', 'update') or pg_has_role($1, current_user, 'member') as may`,
    [name],
  );
  if (rows[0]?.may === false) return;
  throw new Fault(
    'config-invalid',
    `The user ${name} of DATABASE_URL may still change the record: it is a superuser, or a member of the owner. Name a user of its own there.`,
  );
}
