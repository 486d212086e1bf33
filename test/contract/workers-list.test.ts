import { expect, test } from 'vitest';
import { createRedactor } from '../../src/action/redact.ts';
import { type ShownWorker, workerLines } from '../../src/cli/workers.ts';
import { connect } from '../../src/store/connect.ts';
import type { Database } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { runbell } from '../cli/command-line.ts';
import { freshDatabase } from '../harness/database.ts';

const plain = { width: 80, colour: false };

test('workers are listed with host, targets and labels, and one that fell silent is marked', async () => {
  await using database = await freshDatabase();
  const env = { DATABASE_URL: database.url };
  expect((await runbell(['workers'], { env })).out).toContain('No worker: start the bot');

  const { db } = connect<Database>(database.url, { max: 2 });
  const { workers } = createStore(db, createRedactor());
  const common = { host: 'eu-1', place: 'p', process: '1@1' };
  await workers.seen({ ...common, id: 'eu-1-abc', targets: ['eu-prod'], labels: ['gpu'] });
  await workers.seen({ ...common, id: 'eu-1-old', targets: ['us-prod'], labels: [] });
  const seen = (id: string, at: number) =>
    db
      .updateTable('worker')
      .set({ seen_at: new Date(at) })
      .where('id', '=', id)
      .execute();
  // Ahead of now, since the command may take longer to start than a worker may be silent.
  await seen('eu-1-abc', Date.now() + 600_000);
  await seen('eu-1-old', Date.now() - 600_000);
  await db.destroy();

  const { code, out } = await runbell(['workers'], { env });
  expect(code).toBe(0);
  expect(out).toMatch(/^eu-1-abc on eu-1: alive, seen \S+ ago\n {2}serves eu-prod with gpu since /);
  expect(out).toMatch(/eu-1-old on eu-1: gone: no sign of life for 1\dm/);
  const json = JSON.parse((await runbell(['workers', '--json'], { env })).out);
  expect(json).toMatchObject([
    { id: 'eu-1-abc', labels: ['gpu'], alive: true, runs: [] },
    { id: 'eu-1-old', targets: ['us-prod'], alive: false },
  ]);
}, 180_000);

test('what a worker runs stands under it', () => {
  const worker: ShownWorker = {
    id: 'w1',
    host: 'h',
    targets: ['kindle-host'],
    labels: [],
    startedAt: new Date(0),
    seenAt: new Date(0),
    silentMs: 1_400,
    alive: true,
    runs: [
      {
        id: 'r',
        label: 'Restart\u001b[2J',
        target: 'kindle-host',
        state: 'running',
        startedAt: new Date(0),
      },
    ],
  };
  expect(workerLines([worker], plain)).toEqual([
    'w1 on h: alive, seen 1s ago',
    '  serves kindle-host since 1970-01-01T00:00:00.000Z',
    '  running Restart on kindle-host since 1970-01-01T00:00:00.000Z',
  ]);
});
