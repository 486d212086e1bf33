import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { Fault } from '../../src/lib/fault.ts';
import { connect, reach } from '../../src/store/connect.ts';
import { cuttable } from '../harness/cuttable.ts';
import { emptyDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';

test('counts are numbers and times are dates', async () => {
  await using database = await emptyDatabase();
  await using opened = open(database.url);
  const { rows } = await sql`
    select count(*) as count, timestamptz '2026-11-22 02:00+00' as at,
      current_setting('application_name') as name`.execute(opened.db);
  expect(rows).toEqual([{ count: 1, at: new Date('2026-11-22T02:00:00Z'), name: 'runbell' }]);
});

test('a database that comes back is used again', async () => {
  await using database = await emptyDatabase();
  await using wire = await cuttable(database.url);
  await using opened = open(wire.url);
  await reach(opened.pool);
  await wire.cut();
  await eventually('the idle connection is noticed as gone', () => opened.errors.length > 0);
  await wire.restore();
  await reach(opened.pool);
  expect(opened.pool.totalCount).toBe(1);
});

test('a database that is only just starting is waited for', async () => {
  await using database = await emptyDatabase();
  await using wire = await cuttable(database.url);
  await using opened = open(wire.url);
  await wire.cut();
  const reached = reach(opened.pool);
  await wire.restore();
  await expect(reached).resolves.toBeUndefined();
});

test.each<[claim: string, change: (url: URL) => void, message: RegExp]>([
  [
    'a port where nothing listens',
    (url) => (url.port = '1'),
    /127\.0\.0\.1:1 does not answer \(ECONNREFUSED\)/,
  ],
  ['a wrong password', (url) => (url.password = 'sesame'), /refused us: wrong user or password/],
  ['a wrong name', (url) => (url.pathname = '/nowhere'), /there is no database of that name/],
])('%s is a fault that says so, without the password', async (_claim, change, message) => {
  await using database = await emptyDatabase();
  const url = new URL(database.url);
  change(url);
  await using opened = open(url.href);
  const error = await reach(opened.pool, 0).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Fault);
  const fault = error as Fault;
  expect(fault.code).toBe('database-unreachable');
  expect(fault.message).toMatch(message);
  expect(fault.message).toContain('DATABASE_URL');
  expect(fault.message).not.toContain(url.password);
});

test('an address that cannot be read is a fault that shows none of it', () => {
  const attempt = () => connect('postgres://me:sec/ret@host:port/x');
  expect(attempt).toThrow(/DATABASE_URL is not an address/);
  expect(attempt).not.toThrow(/ret@host/);
});

function open(url: string) {
  const errors: Error[] = [];
  const connected = connect(url, { onError: (error) => errors.push(error) });
  return { ...connected, errors, [Symbol.asyncDispose]: () => connected.db.destroy() };
}
