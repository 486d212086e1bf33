import { describe, expect, test } from 'vitest';
import { classify } from '../../src/runbook/classify/classify.ts';
import { classifyPostgres } from '../../src/runbook/classify/sql-postgres.ts';

describe('only reads', () => {
  test.each([
    'SELECT 1',
    'select count(*) from pg_stat_activity;',
    "SELECT * FROM t WHERE a = 'DROP TABLE b; --'",
    "SELECT $$a$$, E'it\\'s'",
    'SELECT 1 /* UPDATE t SET a = 1 */',
    "SELECT pid, now() - query_start AS age FROM pg_stat_activity WHERE state <> 'idle' ORDER BY age DESC LIMIT 5",
    'SELECT * FROM a JOIN b USING (id) LEFT JOIN LATERAL (SELECT 1) c ON true',
    'SELECT a.*, row_number() OVER (PARTITION BY x ORDER BY y) FROM a',
    'SELECT "delete", "update" FROM t',
    'WITH a AS (SELECT 1) SELECT * FROM a',
    'SELECT 1 UNION ALL SELECT 2',
    'VALUES (1), (2)',
    'TABLE t',
    'SELECT pg_catalog.pg_database_size(current_database())',
    'SELECT a::int, b::pg_catalog.text FROM t',
    'SHOW max_connections',
    'EXPLAIN SELECT * FROM t',
    'EXPLAIN DELETE FROM t',
    'EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM t',
    'EXPLAIN (ANALYZE false) DELETE FROM t',
    'COPY (SELECT * FROM t) TO STDOUT WITH CSV',
    'COPY t TO STDOUT',
    'BEGIN; SELECT 1; ROLLBACK',
    "SET statement_timeout = '5s'; SELECT 1",
    'SELECT * FROM t WHERE id = \uE000id\uE001 LIMIT 1',
    "SELECT * FROM t WHERE id = '\uE000id\uE001'",
  ])('`%s`', (sql) => {
    expect(classifyPostgres(sql)).toBe('readonly');
  });
});

describe('may change something', () => {
  test.each([
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity',
    'SELECT pg_catalog.pg_cancel_backend(1)',
    "SELECT nextval('s')",
    "SELECT set_config('a', 'b', false)",
    'SELECT my_function()',
    'SELECT app.count(1)',
    'SELECT "COUNT"(1)',
    'SELECT * FROM my_function()',
    'SELECT (SELECT my_function())',
    'SELECT 1 ORDER BY my_function()',
    'SELECT 1 OPERATOR(app.+) 2',
    "SELECT 'a'::app.kind",
    'SELECT * INTO a FROM b',
    'SELECT * FROM t FOR UPDATE',
    'WITH a AS (UPDATE t SET a = 1 RETURNING *) SELECT * FROM a',
    'SELECT 1; UPDATE t SET a = 1',
    'EXPLAIN ANALYZE UPDATE t SET a = 1',
    'EXPLAIN ANALYZE SELECT my_function()',
    'EXPLAIN SELECT my_function()',
    'EXPLAIN CREATE TABLE a AS SELECT 1',
    "COPY t TO PROGRAM 'x'",
    "COPY t TO '/tmp/a'",
    'COPY t FROM STDIN',
    'COPY (UPDATE t SET a = 1 RETURNING a) TO STDOUT',
    'SET ROLE admin',
    'SET search_path TO app',
    'SET ALL TO DEFAULT',
    "COMMIT PREPARED 'a'",
    'VACUUM',
    'VACUUM (FULL false) t',
    'ANALYZE t',
    'REINDEX TABLE t',
    'CREATE INDEX CONCURRENTLY i ON t (a)',
    'ALTER SYSTEM SET work_mem = 1',
    'GRANT SELECT ON t TO a',
    'LISTEN a',
    'CALL app.tidy()',
    'DO $$ BEGIN PERFORM 1; END $$',
    'CHECKPOINT',
    'SELECT \uE000what\uE001()',
    '\uE000sql\uE001',
    'SELECT FROM FROM',
    "SELECT 'unclosed",
    '',
    `SELECT ${'1+'.repeat(4000)}1`,
  ])('`%s`', (sql) => {
    expect(classifyPostgres(sql)).toBe('mutating');
  });
});

describe('removes data', () => {
  test.each([
    'DROP TABLE t',
    'TRUNCATE t',
    'DELETE FROM t WHERE id = 1',
    'WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d',
    'EXPLAIN ANALYZE DELETE FROM t',
    'EXPLAIN (ANALYZE true) DELETE FROM t',
    'VACUUM FULL t',
    'VACUUM (FULL, ANALYZE) t',
    'ALTER TABLE t DROP COLUMN a',
    'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE',
    'DROP DATABASE shop',
    'DROP OWNED BY app',
    "SELECT pg_drop_replication_slot('a')",
    'DO $$ BEGIN DELETE FROM t; END $$',
    'SELECT 1; drop table t',
    'DROP TABLE IF EXISTS OOPS OOPS',
  ])('`%s`', (sql) => {
    expect(classifyPostgres(sql)).toBe('destructive');
  });
});

test.each([
  [
    'psql -U app -d shop -c "SELECT count(*) FROM orders WHERE at > now() - interval \'1 hour\'"',
    'readonly',
  ],
  ['psql -c "SELECT * FROM orders WHERE id = \'<order>\'"', 'readonly'],
  ['psql -c "EXPLAIN ANALYZE DELETE FROM orders"', 'destructive'],
  ['kubectl exec db-0 -- psql -c "SELECT pg_terminate_backend(42)"', 'mutating'],
  ['psql -c "SELECT 1" -c "DROP TABLE a"', 'destructive'],
])('`%s` is %s', (line, expected) => {
  expect(classify(line).class).toBe(expected);
});
