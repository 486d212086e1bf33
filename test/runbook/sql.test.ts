import { expect, test } from 'vitest';
import { classifySql } from '../../src/runbook/classify/sql.ts';

test.each([
  'SELECT 1',
  'select count(*) from pg_stat_activity;',
  "SELECT * FROM t WHERE a = 'DROP TABLE b; --'",
  'SELECT name FROM t JOIN (SELECT a FROM b) x ON x.a = t.name GROUP BY name',
  "SELECT count(*) FROM t WHERE at < datetime('now', '-7 days')",
  'SELECT 1; SELECT 2',
  'EXPLAIN SELECT * FROM t',
  'EXPLAIN QUERY PLAN SELECT * FROM t',
  'SHOW max_connections',
  'PRAGMA integrity_check',
  'PRAGMA table_info(t)',
  'WITH a AS (SELECT 1) SELECT * FROM a',
  'SELECT pg_size_pretty(pg_database_size(current_database()))',
  '-- a comment\nSELECT 1',
])('`%s` only reads', (sql) => {
  expect(classifySql(sql)).toBe('readonly');
});

test.each(
  [
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity',
    "SELECT nextval('s')",
    "SELECT set_config('a', 'b', false)",
    "SELECT lo_import('/etc/passwd')",
    "SELECT * FROM dblink('a', 'b') AS t(x int)",
    "SELECT pg_read_file('a')",
    'SELECT my_function()',
    'SELECT app.count(1)',
    'SELECT "count"(1)',
    'SELECT * INTO a FROM b',
    'SELECT * FROM t FOR UPDATE',
    'SELECT 1; UPDATE t SET a = 1',
    'WITH a AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM a',
    'EXPLAIN ANALYZE SELECT 1',
    'EXPLAIN (ANALYZE) SELECT 1',
    'ANALYZE',
    'VACUUM',
    'VACUUM ANALYZE t',
    'UPDATE t SET a = 1',
    "INSERT INTO t VALUES ('a')",
    "COPY t TO PROGRAM 'x'",
    'PRAGMA journal_mode = WAL',
    'PRAGMA writable_schema(1)',
    "SELECT 'unclosed",
    "SELECT E'\\'; UPDATE t SET a = 1; --'",
    'SELECT $$a$$',
    'SELECT /*! 1 */ 2',
    'BEGIN',
    '',
  ].filter((sql) => sql !== ''),
)('`%s` may change something', (sql) => {
  expect(classifySql(sql)).toBe('mutating');
});

test.each([
  'DROP TABLE t',
  'TRUNCATE t',
  'DELETE FROM t',
  'VACUUM FULL t',
  'SELECT 1; drop table t',
])('`%s` removes data', (sql) => {
  expect(classifySql(sql)).toBe('destructive');
});
