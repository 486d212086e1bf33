import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../src/action/run.ts';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import type { World } from '../../src/flow/ports.ts';
import { cancelRun } from '../../src/flow/run/cancel-run.ts';
import { endOrphan, retakeRun } from '../../src/flow/run/orphan-run.ts';
import { reportProgress } from '../../src/flow/run/report-progress.ts';
import { beginVerify, claimRun, finishRun, loseSilentRuns } from '../../src/flow/run/work-run.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { claimant, type QueuedPart, queueRun, succeeded } from '../harness/queued-run.ts';
import { alertOf, flowGround, type Ground } from '../harness/world.ts';

let ground: Ground;
let world: World;
let incidentId: string;
let targets = 0;

beforeAll(async () => {
  ground = await flowGround();
  world = ground.world();
  const [opened] = await receiveAlerts(world, [alertOf('KindleSyncDown')], []);
  incidentId = (await world.store.incidents.byNumber(opened?.number ?? 0))?.id ?? '';
});

afterAll(async () => {
  await ground?.[Symbol.asyncDispose]();
});

test.each(['pending', 'queued'] as const)('a %s run is cancelled at once', async (state) => {
  const run = await queued({ state });
  await cancel(run);
  expect((await again(run)).state).toBe('cancelled');
  expect(await claimRun(world, run.id, claimant())).toBeNull();
});

test.each(['running', 'verifying'] as const)(
  'of ten who stop a %s run at once one does, and the others are told who it was',
  async (state) => {
    const run = await queued();
    const by = claimant();
    await claimRun(world, run.id, by);
    if (state === 'verifying') await beginVerify(world, run.id, by.id, succeeded);
    const users = ['U0ONCALL', 'U0SENIOR'];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => cancelRun(world, run.id, users[n % 2] ?? '')),
    );
    const refusals = answers.filter(isRefusal);
    expect(refusals).toHaveLength(9);
    const { going } = await again(run);
    for (const { text } of refusals)
      expect(text).toBe(`<@${going.cancelBy}> is stopping it already.`);
    expect(await world.store.runs.cancelRequested([run.id])).toEqual([run.id]);
    expect((await said(run)).filter((text) => text.includes('is stopping'))).toHaveLength(1);
  },
);

test('a run that ends in the moment in which it is stopped keeps its end, and says that it was too late', async () => {
  for (let round = 0; round < 10; round += 1) {
    const run = await queued();
    const by = claimant();
    await claimRun(world, run.id, by);
    const [, answer] = await Promise.all([
      finishRun(world, run.id, by.id, { state: 'succeeded', outcome: succeeded }),
      cancelRun(ground.world(), run.id, 'U0ONCALL'),
    ]);
    expect((await again(run)).state).toBe('succeeded');
    const end = (await said(run)).find((text) => text.includes('succeeded'));
    expect(end?.includes('before it could be stopped')).toBe(!isRefusal(answer));
  }
});

test('what is left of a lost run is ended by whoever serves its machine next, and only then it is over', async () => {
  const run = await lost();
  await cancel(run);
  expect(isRefusal(await cancelRun(world, run.id, 'U0SENIOR'))).toBe(true);
  const [found] = await world.store.runs.leftBehind(placeOf(run));
  const next = claimant([], placeOf(run));
  const mine = await retakeRun(world, found as Run, next, 2);
  expect(mine).toMatchObject({ state: 'running', worker: next.id });
  await endOrphan(world, run.id, next.id, 'killed');
  expect(await again(run)).toMatchObject({ state: 'cancelled', going: { place: null } });
  expect((await said(run)).at(-1)).toMatch(
    /was stopped: its worker died; its processes were found on here/,
  );
});

test('of a lost run that has left nothing, nothing can be stopped', async () => {
  const run = await lost();
  await endOrphan(world, run.id, run.worker, 'none');
  expect(await again(run)).toMatchObject({ state: 'lost', going: { place: null } });
  expect(await cancelRun(world, run.id, 'U0ONCALL')).toMatchObject({ code: 'ended' });
});

test('a lost run is not running again while something else runs on its target, and still answered for', async () => {
  const run = await lost();
  const other = await queueRun(world, incidentId, { target: { name: run.target.name } });
  await claimRun(world, other.id, claimant());
  const next = claimant([], placeOf(run));
  expect(await retakeRun(world, run, next, 1)).toMatchObject({ state: 'lost', worker: next.id });
  expect(await retakeRun(world, run, claimant([], placeOf(run)), 1)).toBeNull();
});

test('two workers that find the same orphan do not both answer for it', async () => {
  const run = await queued();
  await claimRun(world, run.id, claimant([], placeOf(run)));
  const found = await again(run);
  const both = await Promise.all(
    [world, ground.world()].map((one) => retakeRun(one, found, claimant([], placeOf(run)), 1)),
  );
  expect(both.filter((taken) => taken !== null)).toHaveLength(1);
});

test("progress is kept short, is not kept of what may hold secrets, and is only its own worker's to tell", async () => {
  const by = claimant();
  for (const revealsSecrets of [false, true]) {
    const run = await queued({ revealsSecrets });
    await claimRun(world, run.id, by);
    await reportProgress(world, run, by.id, { output: 'x'.repeat(9000), bytes: 9000 });
    await reportProgress(world, run, 'another', { output: 'y', bytes: 1 });
    const { progress } = (await again(run)).going;
    expect(progress).toEqual({ output: revealsSecrets ? '' : 'x'.repeat(4000), bytes: 9000 });
  }
});

test('a command whose check was cut off keeps what is known of it', async () => {
  const run = await queued();
  const by = claimant();
  await claimRun(world, run.id, by);
  await beginVerify(world, run.id, by.id, succeeded);
  await loseSilentRuns(world, -1);
  expect(await again(run)).toMatchObject({
    state: 'lost',
    outcome: { exitCode: 0, summary: 'exit 0, but its check was cut off' },
  });
});

/** On a target of its own, so that no test waits for another. */
function queued(part: QueuedPart = {}): Promise<Run> {
  targets += 1;
  return queueRun(world, incidentId, { target: { name: `t${targets}` }, ...part });
}

async function lost(): Promise<Run> {
  const run = await queued();
  await claimRun(world, run.id, claimant([], placeOf(run)));
  await loseSilentRuns(world, -1);
  const now = await again(run);
  expect(now.state).toBe('lost');
  return now;
}

function placeOf({ target }: Run): string {
  return `place of ${target.name}`;
}

async function cancel(run: Run): Promise<void> {
  const answer = await cancelRun(world, run.id, 'U0ONCALL');
  if (isRefusal(answer)) throw new Error(answer.text);
}

async function again({ id }: Run): Promise<Run> {
  const run = await world.store.runs.byId(id);
  if (run === null) throw new Error('the run is gone');
  return run;
}

async function said({ id }: Run): Promise<string[]> {
  const entries = await world.store.incidents.timeline(incidentId);
  return entries.filter(({ data }) => data.run === id).map(({ text }) => text);
}
