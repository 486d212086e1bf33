import { afterAll, beforeAll, expect, test } from 'vitest';
import { survives } from '../../bench/redaction/score.ts';
import { leaks } from '../../bench/redaction/secrets.ts';
import { createRedactor } from '../../src/action/redact.ts';
import { connect } from '../../src/store/connect.ts';
import type { Database } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { type FreshDatabase, freshDatabase } from '../harness/database.ts';
import { incident } from '../incident/fixture.ts';

let database: FreshDatabase;
let opened: ReturnType<typeof connect<Database>>;

beforeAll(async () => {
  database = await freshDatabase();
  opened = connect<Database>(database.url);
});
afterAll(async () => {
  await opened.db.destroy();
  await database[Symbol.asyncDispose]();
});

test('whatever is inserted or updated, in words or in JSON, no secret of the table stands in any column', async () => {
  const { write, settings } = createStore(opened.db, createRedactor({ mark: () => '3f2a' }));
  const now = new Date(0);
  for (const [index, { text }] of leaks().entries()) {
    const id = `i${index}`;
    await write(async (tx) => {
      const { number: _, channelId: __, channelName: ___, ...draft } = incident();
      await tx.incidents.create({ ...draft, id, alertKey: id, title: 'a title' });
      await tx.timeline.add(
        id,
        [{ kind: 'note', actor: 'U0', text, data: { output: text, all: [{ text }] }, post: false }],
        now,
      );
      const created = await tx.incidents.lock(id);
      if (created) await tx.incidents.save({ ...created, title: text, note: text });
    });
    await settings.put(`s${index}`, { text });
    await settings.put(`s${index}`, { text, again: true });
  }
  const found = await opened.pool.query(
    `select (select string_agg(title || note, e'\\n') from incident) as incident,
       (select string_agg(text || (data ->> 'output') || (data -> 'all' -> 0 ->> 'text'), e'\\n') from timeline) as timeline,
       (select string_agg(value ->> 'text', e'\\n') from setting) as setting`,
  );

  const [row] = found.rows as Record<string, string>[];
  for (const [table, text] of Object.entries(row ?? {})) {
    expect(text.match(/\[redacted 3f2a]/g)?.length, table).toBeGreaterThanOrEqual(leaks().length);
    for (const leak of leaks())
      expect(survives(leak, text), `${leak.name} in ${table}`).toBe(false);
  }
});

test('a plan keeps every word, since it is what runs', async () => {
  const { db } = opened;
  const guarded = createStore(db, createRedactor());
  expect(guarded).toBeDefined();
  const plan = JSON.stringify({
    kind: 'pipeline',
    stages: [{ argv: ['deploy', '--password', 'hunter2'] }],
  });
  const id = (await guarded.incidents.open())[0]?.id ?? '';
  await opened.pool.query(
    `insert into run (id, incident_id, service, label, command_line, class, reveals_secrets, target_name, target, plan,
       timeout_ms, step_hash, fingerprint, needed, state, requested_by, requested_at, expires_at)
     values ('r1', $1, 's', 'l', 'c', 'readonly', false, 't', '{"name":"t","env":[]}', $2, 1, 'h', 'f', 0, 'pending', 'U0', now(), now())`,
    [id, plan],
  );
  await guarded.write(async (tx) => {
    const run = await tx.runs.lock('r1');
    if (run) await tx.runs.save({ ...run, label: 'password=hunter2' });
  });

  expect(await guarded.runs.byId('r1')).toMatchObject({
    label: 'password=[redacted]',
    plan: { stages: [{ argv: ['deploy', '--password', 'hunter2'] }] },
  });
});
