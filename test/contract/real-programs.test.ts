import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { planStep } from '../../src/action/plan.ts';
import { aroundTarget } from '../../src/action/settle.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { emptyDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { isInstalled } from '../harness/installed.ts';
import { run, runOf, temporaryFolder } from '../runner/plans.ts';

/** One line of a runbook, read, judged, filled in and run as it would be from a button. */
async function press(
  line: string,
  { cwd, values = {}, environment = {} }: Where & { values?: Record<string, string> },
) {
  const { procedures } = parseRunbook('x.md', `# X\n\n## Look\n\n\`\`\`sh\n${line}\n\`\`\`\n`);
  const step = procedures[0]?.steps[0];
  if (step?.kind !== 'command') throw new Error(`no command was read from ${line}`);
  const target = { name: 'shop-host', cwd, env: ['PATH', ...Object.keys(environment)] };
  const plan = planStep(step, values, aroundTarget(target, new Date(0)), () => 'never');
  if (isRefusal(plan)) throw new Error(plan.text);
  const ended = await run(runOf(plan, { target }), {
    environment: { PATH: process.env.PATH, ...environment },
  });
  return { class: step.class, ...ended };
}

interface Where {
  cwd: string;
  environment?: Record<string, string>;
}

describe.skipIf(!isInstalled('psql', 'postgresql-client'))('psql on a real PostgreSQL', () => {
  test('a query that looks is harmless and shows its rows; ending a session is a change, and ends it', async () => {
    await using database = await emptyDatabase();
    const stuck = new pg.Client({ connectionString: database.url, application_name: 'stuck' });
    const ended = new Promise<void>((resolve) => stuck.once('end', resolve));
    stuck.on('error', () => undefined);
    await stuck.connect();
    await stuck.query('begin');
    const where = { cwd: await temporaryFolder(), environment: { SHOP_DB: database.url } };
    const diagnosis = `psql "$SHOP_DB" -At -c "SELECT pid, state FROM pg_stat_activity WHERE application_name = 'stuck'"`;
    const found = await press(diagnosis, where);
    expect(found).toMatchObject({ class: 'readonly', state: 'succeeded' });
    const [pid = '', state] = found.output.trim().split('|');
    expect(state).toBe('idle in transaction');

    const remedy = 'psql "$SHOP_DB" -At -c "SELECT pg_terminate_backend(<pid>)"';
    const values = { pid };
    expect(await press(remedy, { ...where, values })).toMatchObject({
      class: 'mutating',
      state: 'succeeded',
      output: 't\n',
    });
    await ended;
    await eventually(
      'the session is gone',
      async () => (await press(diagnosis, where)).output === '',
    );
  });

  test('what the server refuses is a failed run with its words, and the password is in none', async () => {
    await using database = await emptyDatabase();
    const where = { cwd: await temporaryFolder(), environment: { SHOP_DB: database.url } };
    const ended = await press('psql "$SHOP_DB" -c "SELECT * FROM no_such_table"', where);
    expect(ended).toMatchObject({ state: 'failed', exitCode: 1 });
    expect(ended.output).toContain('relation "no_such_table" does not exist');
    expect(ended.output).not.toContain(new URL(database.url).password);
  });
});

describe.skipIf(!isInstalled('sqlite3', 'sqlite3'))('sqlite3', () => {
  test('.backup is a change and makes a whole copy', async () => {
    const cwd = await temporaryFolder();
    const rows = 'create table orders (id integer); insert into orders values (1), (2), (3);';
    execFileSync('sqlite3', [join(cwd, 'shop.db'), rows]);
    const look = await press('sqlite3 shop.db "SELECT count(*) FROM orders"', { cwd });
    expect(look).toMatchObject({ class: 'readonly', output: '3\n' });
    expect(await press(`sqlite3 shop.db ".backup 'copy of shop.db'"`, { cwd })).toMatchObject({
      class: 'mutating',
      state: 'succeeded',
    });
    const check = `sqlite3 'copy of shop.db' "PRAGMA integrity_check" "SELECT count(*) FROM orders"`;
    expect(await press(check, { cwd })).toMatchObject({ state: 'succeeded', output: 'ok\n3\n' });
  });
});
