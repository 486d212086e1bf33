import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Limits } from '../../src/action/limits.ts';
import type { Run } from '../../src/action/run.ts';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import type { World } from '../../src/flow/ports.ts';
import { decideRun } from '../../src/flow/run/approve.ts';
import { overrideLock } from '../../src/flow/run/override-lock.ts';
import { pressStep } from '../../src/flow/run/press-step.ts';
import { claimRun, finishRun, loseSilentRuns } from '../../src/flow/run/work-run.ts';
import type { Incident } from '../../src/incident/types.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { withClient } from '../harness/pg.ts';
import { alertOf, flowGround, type Ground } from '../harness/world.ts';

const [ASKER, APPROVER, STRANGER] = ['U0ONCALL', 'U0SENIOR', 'U0STRANGER'] as const;

const W1 = { id: 'w1', host: 'here', place: 'here', labels: [] };

let ground: Ground;
let world: World;
let services: World['directory']['services'];
let count = 0;

beforeAll(async () => {
  ground = await flowGround();
  world = ground.world();
  services = world.directory.services;
});

afterAll(() => ground[Symbol.asyncDispose]());

beforeEach(async () => {
  world.directory = { ...world.directory, services, limits: Limits.parse({}) };
  await withClient(ground.url, (client) =>
    client.query(
      `set session_replication_role = replica; truncate run, approval, timer, circuit_override`,
    ),
  );
});

test('of thirty presses in thirty incidents at once only as many go through as the limit lets', async () => {
  world.directory.limits = Limits.parse({ person: { runs_per_minute: 5 } });
  const other = ground.world();
  other.directory.limits = world.directory.limits;
  const incidents = await Promise.all(Array.from({ length: 30 }, () => opened()));
  const answers = await Promise.all(
    incidents.map(({ id }, n) => press(id, 'status', ASKER, n % 2 === 0 ? world : other)),
  );
  expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(5);
  expect(answers.filter(isRefusal).map(({ code }) => code)).toEqual(Array(25).fill('limit'));
  expect(isRefusal(await press((await opened()).id, 'status', APPROVER))).toBe(false);
});

test('a request too many is refused until one is decided, and the refusal stands in the record', async () => {
  world.directory.limits = Limits.parse({ service: { outstanding: 1 } });
  const [one, two] = [await opened(), await opened()];
  const first = await asked(one.id, 'restart');
  const refused = await press(two.id, 'restart', APPROVER);
  expect(refused).toMatchObject({
    code: 'limit',
    text: expect.stringContaining('for kindle-sync'),
  });
  expect((await kinds(two.id)).at(-1)).toBe('run-refused');
  expect(await press(two.id, 'status', APPROVER)).toMatchObject({ kind: 'queued' });
  await decide(first, 'deny');
  expect(await press(two.id, 'restart', APPROVER)).toMatchObject({ kind: 'asked' });
});

test('a dry run counts for no limit', async () => {
  world.directory.limits = Limits.parse({ person: { runs_per_minute: 1 } });
  const service = services.get('kindle-sync');
  const before = service?.actions.restart;
  if (!service || !before || !('run' in before)) throw new Error('the action is not there');
  const actions = { ...service.actions, restart: { ...before, dry_run: ['true'] } };
  world.directory.services = new Map(services).set('kindle-sync', { ...service, actions });
  const { id } = await opened();
  const dry = { incidentId: id, stepKey: null, action: 'restart', values: {}, by: ASKER };
  expect(await pressStep(world, { ...dry, dryRun: true })).toMatchObject({ kind: 'queued' });
  expect(await press(id, 'restart')).toMatchObject({ kind: 'asked' });
  expect(await press(id, 'rollback')).toMatchObject({ code: 'limit' });
});

test('a service and an action have limits of their own', async () => {
  const service = services.get('kindle-sync');
  if (!service?.actions.status) throw new Error('the service is not there');
  const status = { ...service.actions.status, limits: { runs_per_minute: 1 } };
  const limited = {
    ...service,
    limits: { person: { runs_per_minute: 2 } },
    actions: { ...service.actions, status },
  };
  world.directory.services = new Map(services).set('kindle-sync', limited);
  const incident = await opened();
  expect(await press(incident.id, 'status')).toMatchObject({ kind: 'queued' });
  expect(await press((await opened()).id, 'status')).toMatchObject({
    text: expect.stringMatching(
      /^1 run within a minute is the limit for \*Show the live version\*/,
    ),
  });
  expect(await press(incident.id, 'restart')).toMatchObject({ kind: 'asked' });
  expect(await press(incident.id, 'rollback')).toMatchObject({
    text: expect.stringContaining('the limit for one person'),
  });
  ground.clock.advanceTo(new Date(ground.clock.now().getTime() + 60_000));
  expect(await press(incident.id, 'rollback')).toMatchObject({ kind: 'asked' });
});

test('three failures, a lost run among them, lock an action in every incident of its service', async () => {
  const [one, two] = [await opened(), await opened()];
  await fails(one, 'restart');
  await fails(one, 'restart');
  expect(await kinds(one.id)).not.toContain('action-locked');
  const lost = await approved(one, 'restart');
  await claimRun(world, lost.id, W1);
  await loseSilentRuns(world, 0);
  expect((await kinds(one.id)).at(-1)).toBe('action-locked');
  const refused = await press(two.id, 'restart');
  expect(refused).toMatchObject({
    code: 'locked',
    text: expect.stringMatching(/failed 3 times in 10m: locked until/),
  });
  await press(two.id, 'restart');
  expect((await kinds(two.id)).filter((kind) => kind === 'action-locked')).toHaveLength(1);
  expect(await press(two.id, 'rollback')).toMatchObject({ kind: 'asked' });
  expect(await press(two.id, 'status')).toMatchObject({ kind: 'queued' });
});

test('what only looks is never locked, and a lock ends by itself', async () => {
  const incident = await opened();
  for (let n = 0; n < 3; n += 1) await fails(incident, 'status');
  expect(await press(incident.id, 'status')).toMatchObject({ kind: 'queued' });
  for (let n = 0; n < 3; n += 1) await fails(incident, 'restart');
  expect(await press(incident.id, 'restart')).toMatchObject({ code: 'locked' });
  ground.clock.advanceTo(new Date(ground.clock.now().getTime() + 10 * 60_000));
  expect(await press(incident.id, 'restart')).toMatchObject({ kind: 'asked' });
});

test('what was asked for before the lock is not approved while it lasts, and may be denied', async () => {
  const [one, two] = [await opened(), await opened()];
  for (let n = 0; n < 2; n += 1) await fails(one, 'restart');
  const waiting = await asked(two.id, 'restart');
  await fails(one, 'restart');
  expect(await decide(waiting, 'approve')).toMatchObject({ code: 'locked' });
  expect((await kinds(two.id)).slice(-2)).toEqual(['action-locked', 'run-refused']);
  expect(await decide(waiting, 'deny')).toMatchObject({ state: 'denied' });
});

test('an approver opens the lock with a reason, for everybody else', async () => {
  const incident = await opened();
  for (let n = 0; n < 3; n += 1) await fails(incident, 'restart');
  const open = (by: string, reason: string) =>
    overrideLock(world, { incidentId: incident.id, subject: 'restart', reason, by });
  expect(await open(STRANGER, 'please')).toMatchObject({ code: 'not-approver' });
  expect((await kinds(incident.id)).at(-1)).toBe('run-refused');
  expect(await open(APPROVER, '  ')).toMatchObject({ code: 'no-reason' });
  expect(await press(incident.id, 'restart')).toMatchObject({ code: 'locked' });
  expect(await open(APPROVER, 'the disk was full')).toBe('opened');
  const last = (await world.store.incidents.timeline(incident.id)).at(-1);
  expect(last).toMatchObject({ kind: 'lock-overridden', actor: APPROVER, posted: true });
  expect(last?.text).toContain('the disk was full');
  expect(await press(incident.id, 'restart', APPROVER)).toMatchObject({
    code: 'locked',
    text: expect.stringContaining('You asked for it and opened the lock'),
  });
  expect(await press(incident.id, 'restart')).toMatchObject({ kind: 'asked' });
  expect(await open(APPROVER, 'again')).toMatchObject({ code: 'not-locked' });
});

async function opened(): Promise<Incident> {
  count += 1;
  const [received] = await receiveAlerts(world, [alertOf(`Down${count}`)], []);
  const incident = await world.store.incidents.byNumber(received?.number ?? 0);
  if (incident === null) throw new Error('no incident');
  return incident;
}

function press(incidentId: string, action: string, by: string = ASKER, on: World = world) {
  return pressStep(on, { incidentId, stepKey: null, action, values: {}, by });
}

async function asked(incidentId: string, action: string): Promise<Run> {
  const pressed = await press(incidentId, action);
  if (isRefusal(pressed)) throw new Error(pressed.text);
  if (pressed.kind === 'needs-values') throw new Error('it asks for values');
  return pressed.run;
}

function decide({ id, fingerprint }: Run, decision: 'approve' | 'deny') {
  return decideRun(world, { runId: id, decision, fingerprint, reason: null, by: APPROVER });
}

async function approved({ id }: Incident, action: string): Promise<Run> {
  const run = await asked(id, action);
  if (run.state === 'pending') await decide(run, 'approve');
  return run;
}

async function fails(incident: Incident, action: string): Promise<void> {
  const run = await approved(incident, action);
  await claimRun(world, run.id, W1);
  await finishRun(world, run.id, 'w1', {
    state: 'failed',
    outcome: {
      exitCode: 1,
      signal: null,
      timedOut: false,
      summary: 'exit 1',
      output: '',
      outputBytes: 0,
      truncated: false,
      artifact: null,
      durationMs: 1,
      verify: null,
    },
  });
}

async function kinds(incident: string): Promise<string[]> {
  return (await world.store.incidents.timeline(incident)).map(({ kind }) => kind);
}
