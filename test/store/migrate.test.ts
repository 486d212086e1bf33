import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { connect } from '../../src/store/connect.ts';
import { migrate } from '../../src/store/migrate.ts';
import { emptyDatabase } from '../harness/database.ts';

type Files = Record<string, string>;

const first = {
  '0001-people.sql': 'create table person (name text); create index on person (name);',
};
const second = { ...first, '0002-age.sql': 'alter table person add column age int;' };

test('files are applied in order, and only once', async () => {
  await using ground = await migrationGround();
  expect(await ground.migrate(first)).toEqual(['0001-people.sql']);
  expect(await ground.migrate(second)).toEqual(['0002-age.sql']);
  expect(await ground.migrate(second)).toEqual([]);
  expect(await ground.columns('person')).toEqual(['age', 'name']);
});

test("the project's own files make a database from nothing", async () => {
  await using ground = await migrationGround();
  expect(await migrate(ground.pool)).toContain('0001-init.sql');
});

test('of many bots that start at once one migrates, and none fails', async () => {
  await using ground = await migrationGround();
  const applied = await Promise.all(Array.from({ length: 8 }, () => ground.migrate(second)));
  expect(applied.flat().toSorted()).toEqual(Object.keys(second));
});

test('line ends that git changed are no edit', async () => {
  await using ground = await migrationGround();
  const sql = 'create table a (x int);\ncreate table b (x int);\n';
  await ground.migrate({ '0001-a.sql': sql });
  expect(await ground.migrate({ '0001-a.sql': sql.replaceAll('\n', '\r\n') })).toEqual([]);
});

test('a file that fails is undone whole, and the ones before it stay', async () => {
  await using ground = await migrationGround();
  const broken = { ...first, '0002-bad.sql': 'create table half (x int); select nonsense;' };
  await expect(ground.migrate(broken)).rejects.toMatchObject({
    code: 'database-migration',
    message: expect.stringMatching(/0002-bad\.sql failed.*column "nonsense" does not exist/),
  });
  expect(await ground.columns('half')).toEqual([]);
  expect(await ground.migrate(second)).toEqual(['0002-age.sql']);
});

test.each<[claim: string, before: Files, now: Files, message: RegExp]>([
  [
    'an edited file',
    first,
    { '0001-people.sql': 'create table people (name text)' },
    /0001-people\.sql was edited/,
  ],
  ['a database that is newer', second, first, /newer than this Runbell: it has 0002-age\.sql/],
  [
    'a number that comes too late',
    { '0002-b.sql': 'select 1' },
    { '0001-a.sql': 'select 1', '0002-b.sql': 'select 1' },
    /0001-a\.sql comes before 0002-b\.sql/,
  ],
  [
    'a number given twice',
    {},
    { '0001-a.sql': 'select 1', '0001-b.sql': 'select 1' },
    /same number/,
  ],
  [
    'a name without a number',
    {},
    { 'more.sql': 'select 1' },
    /more\.sql is not a migration's name/,
  ],
])('%s is refused', async (_claim, before, now, message) => {
  await using ground = await migrationGround();
  await ground.migrate(before);
  await expect(ground.migrate(now)).rejects.toMatchObject({
    code: 'database-migration',
    message: expect.stringMatching(message),
  });
});

async function migrationGround() {
  const database = await emptyDatabase();
  const { db, pool } = connect(database.url);
  const root = await mkdtemp(join(tmpdir(), 'runbell-migrations-'));
  return {
    pool,
    migrate: async (files: Files) => {
      const dir = await mkdtemp(join(root, newId()));
      for (const [name, sql] of Object.entries(files)) await writeFile(join(dir, name), sql);
      return migrate(pool, { dir });
    },
    columns: async (table: string) => {
      const { rows } = await pool.query<{ name: string }>(
        'select column_name as name from information_schema.columns where table_name = $1 order by 1',
        [table],
      );
      return rows.map(({ name }) => name);
    },
    [Symbol.asyncDispose]: async () => {
      await db.destroy();
      await rm(root, { recursive: true });
      await database[Symbol.asyncDispose]();
    },
  };
}
