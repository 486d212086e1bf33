import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { survives } from '../../bench/redaction/score.ts';
import { leaks } from '../../bench/redaction/secrets.ts';
import { exportRecord } from '../../src/cli/audit/export.ts';
import { csvHeader } from '../../src/cli/audit/lines.ts';
import { declare } from '../../src/flow/incident/declare.ts';
import { noteOnIncident } from '../../src/flow/incident/respond.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { type OpenedRecord, openRecord } from '../../src/record.ts';
import { type Ended, runbell } from '../cli/command-line.ts';
import { emptyDatabase } from '../harness/database.ts';
import { withClient } from '../harness/pg.ts';
import { verdictOn } from '../harness/record.ts';
import { flowGround, type Ground } from '../harness/world.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await flowGround();
  const world = ground.world();
  for (const title of ['one', 'two']) {
    const declaration = { severity: 'p1', service: 'kindle-sync', title, by: 'U0ONCALL' } as const;
    const incident = await declare(world, declaration);
    if (isRefusal(incident)) throw new Error(incident.text);
    await noteOnIncident(world, incident.id, 'U0ONCALL', `=cmd|' /C calc'!A1, said "${title}"`);
  }
  await world.store.seal(world.clock.now());
});

afterAll(() => ground[Symbol.asyncDispose]());

test('the record is exported as it is stored, an entry a line', async () => {
  const entries = (await exported({ format: 'jsonl', incident: '2' }))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(new Set(entries.map(({ incident }) => incident))).toEqual(new Set([2]));
  const links = entries.slice(1).map(({ prev }) => prev);
  expect(links).toEqual(entries.slice(0, -1).map(({ hash }) => hash));
  expect(entries.at(-1)).toMatchObject({ kind: 'note', service: 'kindle-sync', posted: true });
});

test('a while of it is exported for a spreadsheet', async () => {
  const all = await exported({ format: 'csv', since: '1h', until: '2999-01-01' });
  const rows = all.trim().split('\r\n');
  expect(rows).toHaveLength((await verdictOn(ground.url)).entries + 1);
  expect(rows.at(-1)).toContain(`"Note by <@U0ONCALL>: =cmd|' /C calc'!A1, said ""two"""`);
  expect(await exported({ format: 'csv', until: '1h' })).toBe(csvHeader);
});

test('no secret of the table leaves with an export, in either format', async () => {
  await using other = await flowGround();
  const world = other.world();
  const incident = await declare(world, {
    severity: 'p1',
    service: 'kindle-sync',
    title: 'one with secrets',
    by: 'U0ONCALL',
  });
  if (isRefusal(incident)) throw new Error(incident.text);
  const table = leaks();
  for (const { text: note } of table)
    await noteOnIncident(world, incident.id, 'U0ONCALL', `Seen: ${note}`);
  for (const format of ['jsonl', 'csv'] as const) {
    const all = await exported({ format }, other.url);
    // A few share a note with another, or stand where a long note is cut.
    expect(all.match(/\[redacted [0-9a-f]{4}]/g)?.length).toBeGreaterThan(table.length - 20);
    const read = all.replaceAll('\\n', '\n').replaceAll('\\"', '"').replaceAll('""', '"');
    for (const leak of table)
      expect(survives(leak, all) || survives(leak, read), `${leak.name} in ${format}`).toBe(false);
  }
});

test('the last seal is what somebody may note, and it still stands when it is asked for', async () => {
  const { head, unsealed } = await opened((record) => record.head());
  expect([head, unsealed]).toEqual([(await verdictOn(ground.url)).head, 0]);
  const [n, hash = ''] = head?.split(':') ?? [];
  const noted = { n: Number(n), hash: hash.slice(0, 12) };
  expect(await opened((record) => record.verify({ incident: null, noted }))).toMatchObject({
    ok: true,
  });
});

test('on the command line, what is broken is named and ends with 1', async () => {
  const broken = await damaged(() =>
    runbell(['audit', 'verify'], { env: { DATABASE_URL: ground.url } }),
  );
  expect(broken).toMatchObject({ code: 1, err: '' });
  expect(broken.out).toMatch(/broken in 1 place.*\n {2}entry 2 of incident 1 was changed/);
}, 120_000);

test('a database that is older than the program is not read, and says what to do', async () => {
  await using empty = await emptyDatabase();
  const opening = openRecord({ data: '/tmp', databaseUrl: empty.url }, () => {});
  await expect(opening).rejects.toMatchObject({
    code: 'database-migration',
    message: expect.stringContaining('0001-init.sql was not applied'),
  });
});

async function opened<T>(
  work: (record: OpenedRecord) => Promise<T>,
  databaseUrl = ground.url,
): Promise<T> {
  const record = await openRecord({ data: '/tmp', databaseUrl }, () => {});
  try {
    return await work(record);
  } finally {
    await record.close();
  }
}

async function exported(
  options: Parameters<typeof exportRecord>[1],
  databaseUrl = ground.url,
): Promise<string> {
  const out = new PassThrough();
  const writing = opened((record) => exportRecord(record, options, out), databaseUrl).then(() =>
    out.end(),
  );
  const [all] = await Promise.all([text(out), writing]);
  return all;
}

async function damaged(look: () => Promise<Ended>): Promise<Ended> {
  const change = (by: string) =>
    withClient(ground.url, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(`update timeline set at = at ${by} interval '1 s' where seq = 2
        and incident_id = (select id from incident where number = 1)`);
    });
  await change('+');
  const ended = await look();
  await change('-');
  return ended;
}
