import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../src/action/run.ts';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import type { World } from '../../src/flow/ports.ts';
import { watchQueue } from '../../src/flow/run/watch-queue.ts';
import { claimRun, finishRun } from '../../src/flow/run/work-run.ts';
import { tick } from '../../src/flow/tick.ts';
import { table } from '../harness/ledger.ts';
import { claimant, queueRun, succeeded } from '../harness/queued-run.ts';
import { alertOf, flowGround, type Ground } from '../harness/world.ts';

let ground: Ground;
let world: World;
let incidentId: string;

beforeAll(async () => {
  ground = await flowGround();
  world = ground.world();
  const [opened] = await receiveAlerts(world, [alertOf('KindleSyncDown')], []);
  incidentId = (await world.store.incidents.byNumber(opened?.number ?? 0))?.id ?? '';
});

afterAll(async () => {
  await ground?.[Symbol.asyncDispose]();
});

test('changes on one target are taken in the order in which they were queued, whoever asks first', async () => {
  const [first, second] = [await queued({ at: 1 }), await queued({ at: 2 })];
  expect(await claimRun(world, second.id, claimant())).toBe('busy');
  expect(await claimed(first)).toBe(true);
  expect(await claimRun(world, second.id, claimant())).toBe('busy');
  await end(first);
  expect(await claimed(second)).toBe(true);
  await end(second);
});

test('a change that this worker cannot take does not hold up the one behind it', async () => {
  const picky = await queued({ at: 1, labels: ['gpu'] });
  const plain = await queued({ at: 2 });
  expect(await claimRun(world, picky.id, claimant())).toBe('busy');
  expect(await claimed(plain)).toBe(true);
  await end(plain);
  expect(await claimRun(world, picky.id, claimant(['ssd', 'gpu']))).toMatchObject({ id: picky.id });
  await end(picky);
});

test('of ten that want to read at once, as many go as the target allows, and the next when one has ended', async () => {
  const runs = await Promise.all(
    Array.from({ length: 10 }, () => queued({ reads: true, parallel: 3 })),
  );
  const both = [world, ground.world()] as const;
  const claims = await Promise.all(
    runs.map(({ id }, n) => claimRun(both[n % 2 ? 0 : 1], id, claimant())),
  );
  const taken = claims.filter((claim): claim is Run => claim !== null && claim !== 'busy');
  expect(taken).toHaveLength(3);
  const waiting = runs.find(({ id }) => taken.every((one) => one.id !== id))!;
  expect(await claimRun(world, waiting.id, claimant())).toBe('busy');
  await end(taken[0]!);
  expect(await claimed(waiting)).toBe(true);
});

test('what is next is listed by lane and kind, oldest first', async () => {
  const target = 'listed-host';
  const second = await queued({ target, at: 2 });
  const first = await queued({ target, at: 1 });
  const reads = await queued({ target, at: 3, reads: true });
  const elsewhere = await queued({ target: 'another-host', at: 1 });
  const next = await world.store.runs.next([target]);
  expect(next.map(({ id }) => id)).toEqual([first.id, second.id, reads.id]);
  expect(next.map(({ id }) => id)).not.toContain(elsewhere.id);
});

test('a run that nobody serves is marked since when, and freed of it once a worker comes', async () => {
  const run = await queued({ target: 'lonely-host', labels: ['gpu'] });
  await world.store.workers.seen({ ...claimant(), targets: ['lonely-host'], process: '1@1' });
  const since = world.clock.now();
  await Promise.all([watchQueue(world), watchQueue(ground.world())]);
  const marked = await world.store.runs.byId(run.id);
  expect(marked?.going.unservedSince?.getTime()).toBeGreaterThanOrEqual(since.getTime());
  expect(await said(run)).toEqual(['*Change* waits: no worker for lonely-host has the label gpu.']);
  await world.store.workers.seen({
    ...claimant(['gpu']),
    targets: ['lonely-host'],
    process: '2@1',
  });
  await watchQueue(world);
  expect((await world.store.runs.byId(run.id))?.going.unservedSince).toBeNull();
  expect((await table(ground.url, 'timer')).filter(({ subject }) => subject === run.id)).toEqual(
    [],
  );
});

test('after its limit a run that nobody serves is given up, once, and the channel is told', async () => {
  const run = await queued({ target: 'desert-host' });
  await watchQueue(world);
  ground.clock.advanceTo(new Date(world.clock.now().getTime() + 14 * 60_000));
  await tick(world);
  expect((await world.store.runs.byId(run.id))?.state).toBe('queued');
  ground.clock.advanceTo(new Date(world.clock.now().getTime() + 61_000));
  await Promise.all([tick(world), tick(ground.world())]);
  expect((await world.store.runs.byId(run.id))?.state).toBe('not-run');
  expect((await said(run)).slice(1)).toEqual([
    expect.stringMatching(
      /^\*Change\* was not run: no worker for desert-host for 15m.*`runbell worker --targets desert-host`/,
    ),
  ]);
  expect(await claimRun(world, run.id, claimant())).toBeNull();
});

async function claimed(run: Run): Promise<boolean> {
  const claim = await claimRun(world, run.id, claimant());
  return claim !== null && claim !== 'busy';
}

async function end(run: Run): Promise<void> {
  const { worker: by } = (await world.store.runs.byId(run.id))!;
  await finishRun(world, run.id, by!, { state: 'succeeded', outcome: succeeded });
}

async function said({ id }: Run): Promise<string[]> {
  const entries = await world.store.incidents.timeline(incidentId);
  return entries.filter(({ data }) => data.run === id).map(({ text }) => text);
}

function queued({
  at,
  reads = false,
  target: name = 'line-host',
  labels,
  parallel,
}: {
  at?: number;
  reads?: boolean;
  target?: string;
  labels?: string[];
  parallel?: number;
}): Promise<Run> {
  return queueRun(world, incidentId, {
    ...(at && { at }),
    class: reads ? 'readonly' : 'mutating',
    target: { name, ...(labels && { labels }), ...(parallel && { parallel }) },
  });
}
