import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { migrateAsOwner } from '../../src/schema.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { emptyDatabase, type FreshDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { withClient } from '../harness/pg.ts';
import { verdictOn } from '../harness/record.ts';

const suffix = newId();
const owner = `owner_${suffix}`;
const botUser = `bot-${suffix}`;

let database: FreshDatabase;
let bot: TestBot;

/** As compose.yaml has it: the tables belong to a user whom bot and worker do not know. */
beforeAll(async () => {
  database = await emptyDatabase();
  await withClient(database.url, async (client) => {
    await client.query(`create role ${owner} login createrole password 'own/er'`);
    await client.query(`grant all on schema public to ${owner}`);
    const { rows } = await client.query('select current_database() as name');
    await client.query(`alter database ${rows[0].name} owner to ${owner}`);
  });
  const first = await migrateAsOwner(as(owner, 'own/er'), as(botUser, `it's @ secret`));
  expect(first).toMatchObject({ bot: { name: botUser, made: true } });
  expect(first.applied.length).toBeGreaterThan(1);
  bot = await startTestBot({ databaseUrl: as(botUser, `it's @ secret`) });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  const server = new URL(database.url);
  server.pathname = '/postgres';
  await database[Symbol.asyncDispose]();
  await withClient(server.href, async (client) => {
    for (const role of [botUser, owner]) await client.query(`drop role if exists "${role}"`);
  });
});

test('with rights on the record that only let it add, the bot does all of its work', async () => {
  const opened = await bot.alert('EmailServiceDown');
  const number = opened?.number ?? 0;
  const [olive, samir] = [bot.slack.as('U0ONCALL'), bot.slack.as('U0SENIOR')];
  const step = '*Restart Kindle Sync*';
  await olive.incident(number).step(step).press('Restart Kindle Sync');
  await samir.incident(number).step(step).press('Approve');
  await eventually(
    'it has run',
    async () => (await bot.incident(number)).runs.some(({ state }) => state === 'succeeded'),
    30_000,
  );
  await samir.types('general', `/incident ack ${number}`);
  await olive.types('general', `/incident resolve ${number}`);
  await eventually(
    'it is resolved',
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
  await bot.settled();
  const sealed = () => verdictOn(database.url).then(({ unsealed }) => unsealed === 0);
  await eventually('it is sealed', sealed, 30_000);
  expect(await verdictOn(as(botUser, `it's @ secret`))).toMatchObject({ ok: true, broken: [] });
});

test.each([
  `update timeline set text = 'Nothing happened.'`,
  'delete from timeline',
  'truncate timeline',
  'alter table timeline disable trigger timeline_append_only',
  'drop trigger timeline_linked on timeline',
  'drop table timeline cascade',
  'update timeline_head set seq = 1',
  'delete from timeline_head',
  `insert into timeline_seal values (99, now(), '[]', '', '')`,
  'update timeline_seal set at = now()',
  'delete from timeline_seal',
  `update approval set by = 'U0SENIOR'`,
  'delete from approval',
  'truncate approval',
  'delete from circuit_override',
  'update circuit_override set at = now()',
  'delete from incident',
  'delete from run',
  'set session_replication_role = replica',
  'create table public.mine (x int)',
  `create function public.timeline_hash(timeline) returns text language sql as $$ select 'x' $$`,
  'update runbell_migration set digest = name',
])('the server denies the bot: %s', async (sql) => {
  const denied = withClient(as(botUser, `it's @ secret`), (client) => client.query(sql));
  await expect(denied).rejects.toMatchObject({ code: '42501' });
});

test('a table of its own in front of the others fools no function of the record', async () => {
  await withClient(as(botUser, `it's @ secret`), async (client) => {
    await client.query('create temporary table timeline_head (like public.timeline_head)');
    await client.query('set search_path = pg_temp, public');
    await client.query(
      `insert into public.timeline (incident_id, at, kind, actor, text, data, posted)
       select id, now(), 'note', 'U0ONCALL', 'x', '{}', false from incident limit 1`,
    );
    const { rows } = await client.query('select count(*)::int as rows from pg_temp.timeline_head');
    expect(rows).toEqual([{ rows: 0 }]);
  });
  expect(await verdictOn(database.url)).toMatchObject({ ok: true });
});

test('migrating again changes nothing, and a bot that is the owner is no bot of ours', async () => {
  const again = await migrateAsOwner(as(owner, 'own/er'), as(botUser, 'x'));
  expect(again).toEqual({ applied: [], bot: { name: botUser, made: false } });
  await expect(migrateAsOwner(as(owner, 'own/er'), as(owner, 'x'))).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining('both name the user'),
  });
  const superuser = new URL(database.url).username;
  await expect(migrateAsOwner(as(owner, 'own/er'), as(superuser, 'x'))).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining('may still change the record'),
  });
});

function as(user: string, password: string): string {
  const url = new URL(database.url);
  url.username = user;
  url.password = encodeURIComponent(password);
  return url.href;
}
