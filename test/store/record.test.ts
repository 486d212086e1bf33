import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { declare } from '../../src/flow/incident/declare.ts';
import {
  acknowledgeIncident,
  mitigateIncident,
  noteOnIncident,
} from '../../src/flow/incident/respond.ts';
import type { World } from '../../src/flow/ports.ts';
import { verifyRecord } from '../../src/flow/record/verify-record.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { connect } from '../../src/store/connect.ts';
import { migrate } from '../../src/store/migrate.ts';
import { recordOn } from '../../src/store/record.ts';
import { emptyDatabase } from '../harness/database.ts';
import { withClient } from '../harness/pg.ts';
import { verdictAfter, verdictOn } from '../harness/record.ts';
import {
  drop,
  forged,
  gone,
  inserted,
  moved,
  of,
  rehashed,
  resealed,
  set,
  shortened,
  swapped,
  swappedText,
  twice,
  vanished,
} from '../harness/tampering.ts';
import { flowGround, type Ground } from '../harness/world.ts';

let ground: Ground;

/** Incidents 1 to 3 with five entries each, the last two of them written after the first seal. */
beforeAll(async () => {
  ground = await flowGround();
  const world = ground.world();
  const ids = [];
  for (const title of ['one', 'two', 'three']) ids.push(await declared(world, title));
  await world.store.seal(world.clock.now());
  for (const id of ids) await mitigateIncident(world, id, 'U0ONCALL');
  for (const id of ids) await noteOnIncident(world, id, 'U0ONCALL', 'wrote a ticket');
  await world.store.seal(world.clock.now());
});

afterAll(() => ground[Symbol.asyncDispose]());

test('a record that nobody touched is whole', async () => {
  expect(await verdictOn(ground.url)).toEqual({
    ok: true,
    incidents: 3,
    entries: 15,
    seals: 2,
    unsealed: 0,
    head: expect.stringMatching(/^2:[0-9a-f]{64}$/),
    broken: [],
  });
});

test('what nothing was done to is whole by itself', async () => {
  const damage = `delete from timeline where ${of(2)}`;
  expect(await verdictAfter(ground.url, damage, { incident: 1 })).toMatchObject({
    ok: true,
    incidents: 1,
    entries: 5,
  });
  expect(await verdictAfter(ground.url, damage, { incident: 2 })).toMatchObject({ ok: false });
});

test.each<[claim: string, sql: string, seq: number, what: RegExp]>([
  ['a changed text', set(3, `text = 'Nothing happened.'`), 3, /was changed/],
  ['a time one microsecond earlier', set(2, `at = at - interval '1 us'`), 2, /was changed/],
  ['a time that no clock shows', set(2, `at = 'infinity'`), 2, /was changed/],
  ['another actor', set(3, `actor = 'U0SENIOR'`), 3, /was changed/],
  ['another kind', set(3, `kind = 'resolved'`), 3, /was changed/],
  ['changed data', set(1, `data = '{"users": []}'`), 1, /was changed/],
  ['a post that the channel never saw', set(1, 'posted = not posted'), 1, /was changed/],
  ['another hash', set(4, 'hash = md5(text)'), 4, /was changed/],
  ['another link', set(4, `prev = ''`), 4, /was changed/],
  ['the last one deleted', drop(5), 5, /is missing/],
  ['the first one deleted', drop(1), 1, /is missing/],
  ['one in the middle deleted', drop(2), 2, /is missing/],
  ['one deleted and the others moved up', `${drop(2)}; ${moved(3, -1)}`, 2, /was changed/],
  ['two that changed places', swapped(2, 3), 2, /was changed/],
  ['two that changed their words', swappedText(2, 3), 2, /was changed/],
  ['one inserted', inserted(3), 3, /was changed/],
  ['one inserted with a hash that is right', `${inserted(3)}; ${rehashed}`, 4, /was changed/],
  ['one added behind the end', `${inserted(6)}; ${rehashed}`, 6, /added behind the end/],
  ['one that stands there twice', twice(2), 2, /twice/],
  ['a whole record deleted', `delete from timeline where ${of(2)}`, 1, /is missing/],
  ['a record deleted to its last trace', vanished(), 1, /with it the whole record/],
  ['an incident deleted to its last trace', `${vanished()}; ${gone}`, 3, /seal 1 holds it/],
  ['an incident that is gone from under its record', gone, 1, /belongs to no incident/],
  ['the last one deleted, the chain ended before it', shortened(5), 5, /missing: seal 2 holds/],
  ['a forged chain, every hash of it right', forged(2), 3, /not the one .* seal 1 holds it/],
])('%s is found, and the first that is wrong is named', async (_claim, sql, seq, what) => {
  const { ok, broken } = await verdictAfter(ground.url, sql);
  expect(ok).toBe(false);
  expect(broken).toEqual([
    expect.objectContaining({ seq, seal: null, what: expect.stringMatching(what) }),
  ]);
  expect([2, null]).toContain(broken[0]?.incident);
});

test.each<[claim: string, sql: string, seal: number, what: RegExp]>([
  ['a changed seal', `update timeline_seal set heads = '[]' where n = 1`, 1, /was changed/],
  ['a seal deleted', 'delete from timeline_seal where n = 1', 1, /is missing/],
  ['the last seal deleted', 'delete from timeline_seal where n = 2', 2, /is missing/],
  ['a seal that was made anew', resealed(1), 2, /does not follow/],
])('%s is found', async (_claim, sql, seal, what) => {
  const { broken } = await verdictAfter(ground.url, sql);
  expect(broken[0]).toMatchObject({ seal, what: expect.stringMatching(what) });
});

test('whoever forges all of it is found by a seal that was noted elsewhere', async () => {
  const { head } = await verdictOn(ground.url);
  const [n, hash = ''] = head?.split(':') ?? [];
  const noted = { n: Number(n), hash };
  const everything = `${forged(2)}; truncate timeline_seal; update timeline_head set sealed = 0;
    select seal_timeline(now()); select seal_timeline(now())`;
  expect(await verdictAfter(ground.url, everything)).toMatchObject({ ok: true });
  expect(await verdictOn(ground.url, { noted })).toMatchObject({ ok: true });
  expect(await verdictAfter(ground.url, everything, { noted })).toMatchObject({
    ok: false,
    broken: [{ seal: 2, what: 'was noted elsewhere and is missing' }],
  });
  const wrong = { n: 1, hash: 'ab'.repeat(32) };
  expect(await verdictOn(ground.url, { noted: wrong })).toMatchObject({
    broken: [{ seal: 1, what: 'is not the one noted elsewhere' }],
  });
});

test('nobody who may write can change what stands there', async () => {
  for (const sql of [
    `update timeline set text = ''`,
    'delete from timeline',
    'truncate timeline',
    `update timeline_seal set hash = ''`,
    'delete from timeline_seal',
  ]) {
    await expect(withClient(ground.url, (client) => client.query(sql))).rejects.toThrow(
      'append-only',
    );
  }
});

test('whoever adds an entry chooses neither its place nor its hash', async () => {
  const { ok } = await withClient(ground.url, async (client) => {
    await client.query('begin');
    await client.query(
      `insert into timeline (incident_id, at, kind, actor, text, data, posted, seq, prev, hash)
       select id, now(), 'note', 'U0ONCALL', 'x', '{}', false, 77, 'prev', 'hash' from incident`,
    );
    const { rows } = await client.query(`select seq from timeline where text = 'x'`);
    expect(rows).toEqual([{ seq: 6 }, { seq: 6 }, { seq: 6 }]);
    return verifyRecord(recordOn(client), { incident: null, noted: null });
  });
  expect(ok).toBe(true);
});

test('what was written before there was a chain is linked in its order', async () => {
  await using database = await emptyDatabase();
  const { db, pool } = connect(database.url);
  const before = await mkdtemp(join(tmpdir(), 'runbell-migrations-'));
  for (const name of (await readdir(migrations)).filter((file) => file < '0022')) {
    await copyFile(join(migrations, name), join(before, name));
  }
  await migrate(pool, { dir: before });
  await pool.query(`
    insert into incident (id, service, severity, title, status, opened_at, escalation, procedures)
      values ('a', 'shop', 'p1', 'A', 'open', now(), '{}', '[]'), ('b', 'shop', 'p1', 'B', 'open', now(), '{}', '[]');
    insert into timeline (incident_id, at, kind, actor, text, data, posted)
      select (array['b', 'a'])[n % 2 + 1], now(), 'note', 'U0ONCALL', 'Nº ' || n, '{"b": 1, "a": ["x"]}', false
      from generate_series(1, 9) as n`);
  await migrate(pool);
  const texts = await pool.query(`select text from timeline where incident_id = 'a' order by seq`);
  expect(texts.rows.map(({ text }) => text)).toEqual(['Nº 1', 'Nº 3', 'Nº 5', 'Nº 7', 'Nº 9']);
  expect(await verdictOn(database.url)).toMatchObject({ ok: true, entries: 9, unsealed: 9 });
  await expect(pool.query('delete from timeline')).rejects.toThrow('append-only');
  await db.destroy();
  await rm(before, { recursive: true });
});

const migrations = fileURLToPath(new URL('../../src/store/migrations/', import.meta.url));

async function declared(world: World, title: string): Promise<string> {
  const declaration = { severity: 'p1', service: 'kindle-sync', title, by: 'U0ONCALL' } as const;
  const incident = await declare(world, declaration);
  if (isRefusal(incident)) throw new Error(incident.text);
  await acknowledgeIncident(world, incident.id, 'U0ONCALL');
  return incident.id;
}
