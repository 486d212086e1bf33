import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome, Run } from '../../src/action/run.ts';
import { setLead } from '../../src/flow/incident/change-severity.ts';
import { escalateIncident } from '../../src/flow/incident/escalate.ts';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import { acknowledgeIncident, resolveIncident } from '../../src/flow/incident/respond.ts';
import type { World } from '../../src/flow/ports.ts';
import { sealing } from '../../src/flow/record/keep-sealed.ts';
import { decideRun } from '../../src/flow/run/approve.ts';
import { cancelRun } from '../../src/flow/run/cancel-run.ts';
import { pressStep } from '../../src/flow/run/press-step.ts';
import { voidEdited } from '../../src/flow/run/void-edited.ts';
import { withdrawApproval } from '../../src/flow/run/withdraw-approval.ts';
import { claimRun, finishRun, loseSilentRuns } from '../../src/flow/run/work-run.ts';
import { tick } from '../../src/flow/tick.ts';
import type { TimelineEntry } from '../../src/incident/types.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { table } from '../harness/ledger.ts';
import { withClient } from '../harness/pg.ts';
import { verdictAfter, verdictOn } from '../harness/record.ts';
import { alertOf, flowGround, type Ground } from '../harness/world.ts';

const [ASKER, APPROVER, STRANGER] = ['U0ONCALL', 'U0SENIOR', 'U0STRANGER'] as const;

let ground: Ground;
let world: World;
let count = 0;

beforeAll(async () => {
  ground = await flowGround();
  world = ground.world();
  // Two approvals by two people.
  const service = world.directory.services.get('kindle-sync');
  const restart = service?.actions.restart;
  if (service && restart) service.actions['clear-all'] = { ...restart, class: 'destructive' };
});

afterAll(async () => {
  expect(await verdictOn(ground.url)).toMatchObject({ ok: true });
  await ground[Symbol.asyncDispose]();
});

test('from the request to its end every act stands in the record, with the hash of the output', async () => {
  const { incident, run } = await asked('restart');
  await decide(run, 'approve', STRANGER);
  await decide(run, 'approve', ASKER);
  await decide(run, 'approve', APPROVER);
  await claim(run);
  await finish(run, { ...outcome, output: 'réstarted\n', artifactSha256: 'ab12' });
  expect(await since(incident)).toEqual([
    ['run-requested', ASKER],
    ['run-refused', STRANGER],
    ['run-refused', ASKER],
    ['run-approved', APPROVER],
    ['run-queued', APPROVER],
    ['run-started', 'runbell'],
    ['run-finished', 'runbell'],
  ]);
  const last = (await entries(incident)).at(-1);
  expect(last?.data).toMatchObject({
    run: run.id,
    state: 'succeeded',
    exitCode: 0,
    outputSha256: createHash('sha256').update('réstarted\n').digest('hex'),
    artifactSha256: 'ab12',
  });
});

test('a secret on a line of its own does not survive in a reason, which stands on one line', async () => {
  const typed = 'the settings are\npassword: |\n  Typed1nAReason\nlook';
  const { incident, run } = await asked('restart');
  await decide(run, 'deny', APPROVER, typed);
  await escalateIncident(world, incident, ASKER, { kind: 'next' }, typed);
  const texts = (await entries(incident)).map(({ text }) => text).join('\n');
  expect(texts.match(/the settings are password: \| \[redacted [0-9a-f]{4}\] look/g)).toHaveLength(
    2,
  );
  expect(texts).not.toContain('Typed1nAReason');
});

test('an output that was changed afterwards is not the one on the record', async () => {
  const { run } = await asked('status');
  await claim(run);
  await finish(run, { ...outcome, output: 'all is well' });
  const change = `update run set outcome = jsonb_set(outcome, '{output}', '"nothing happened"') where id = '${run.id}'`;
  expect(await verdictOn(ground.url)).toMatchObject({ ok: true });
  expect(await verdictAfter(ground.url, change)).toMatchObject({
    ok: false,
    broken: [{ kind: 'run-finished', what: 'states another output than its run has' }],
  });
});

test.each<
  [claim: string, act: (run: Run, incident: string) => Promise<unknown>, kind: string, by: string]
>([
  ['a denial', (run) => decide(run, 'deny', APPROVER), 'run-denied', APPROVER],
  ['a withdrawal', (run) => cancelRun(world, run.id, ASKER), 'run-cancelled', ASKER],
  ["a stranger's withdrawal", (run) => cancelRun(world, run.id, STRANGER), 'run-refused', STRANGER],
  ["a stranger's press", (_, on) => press(on, 'rollback', STRANGER), 'run-refused', STRANGER],
  ['a second press', (_, on) => press(on, 'restart'), 'run-refused', ASKER],
  ['a press on what is not there', (_, on) => press(on, 'explode'), 'run-refused', ASKER],
  [
    "a stranger's acknowledgement",
    (_, on) => acknowledgeIncident(world, on, STRANGER),
    'refused',
    STRANGER,
  ],
  ["a stranger's lead", (_, on) => setLead(world, on, STRANGER, STRANGER), 'refused', STRANGER],
  ['an expiry', (run) => expire(run), 'run-expired', 'runbell'],
])('%s stands in the record', async (_claim, act, kind, by) => {
  const { incident, run } = await asked('restart');
  await act(run, incident);
  expect((await since(incident)).at(-1)).toEqual([kind, by]);
});

test('who came too late leaves no trace', async () => {
  const { incident } = await asked('restart');
  await acknowledgeIncident(world, incident, ASKER);
  const before = await since(incident);
  expect(isRefusal(await acknowledgeIncident(world, incident, APPROVER))).toBe(true);
  expect(await since(incident)).toEqual(before);
});

test('what is withdrawn with the incident says of which run', async () => {
  const { incident, run } = await asked('restart');
  await resolveIncident(world, incident, APPROVER);
  const entry = (await entries(incident)).find(({ kind }) => kind === 'run-cancelled');
  expect(entry?.data).toEqual({ run: run.id });
});

test('a lost run, a late end and a cancel while it runs stand in the record', async () => {
  const { incident, run } = await asked('restart');
  await decide(run, 'approve', APPROVER);
  await claim(run);
  await cancelRun(world, run.id, APPROVER);
  await loseSilentRuns(world, 0);
  await finish(run, outcome);
  expect((await since(incident)).slice(-3)).toEqual([
    ['run-cancelled', APPROVER],
    ['run-lost', 'runbell'],
    ['run-finished', 'runbell'],
  ]);
});

test('what was edited after it was asked for is void, on the record', async () => {
  const { incident } = await asked('restart');
  const service = world.directory.services.get('kindle-sync');
  if (service === undefined) throw new Error('the service is not there');
  const { restart: _, ...actions } = service.actions;
  const services = new Map(world.directory.services).set('kindle-sync', { ...service, actions });
  await voidEdited({ ...world, directory: { ...world.directory, services } });
  expect((await since(incident)).at(-1)).toEqual(['run-void', 'runbell']);
});

test('an approval that is taken back stays on the record, and counts no more', async () => {
  const { incident, run } = await asked('clear-all');
  await decide(run, 'approve', APPROVER);
  await withdrawApproval(world, run.id, APPROVER);
  expect((await world.store.incidents.view(incident))?.approvals).toEqual([]);
  await decide(run, 'approve', APPROVER);
  expect(await decide(run, 'deny', 'U0MANAGER')).toMatchObject({ state: 'denied' });
  const { approvals } = (await world.store.incidents.view(incident)) ?? { approvals: [] };
  expect(approvals.map(({ by, decision }) => [by, decision])).toEqual([
    [APPROVER, 'approve'],
    ['U0MANAGER', 'deny'],
  ]);
  const rows = (await table(ground.url, 'approval')).filter(({ run_id }) => run_id === run.id);
  expect(rows.map(({ decision }) => decision)).toEqual(['approve', 'take-back', 'approve', 'deny']);
  await expect(
    withClient(ground.url, (client) => client.query('delete from approval')),
  ).rejects.toThrow('a decision stays as it was given');
});

test('the last seal goes into the log once a day, as it can be verified later', async () => {
  const lines: string[] = [];
  const sink = { write: (line: string) => void lines.push(line) };
  // As the bot's own log: what is taken for a secret would be blacked out.
  const log = pino({ level: 'info', hooks: { streamWrite: world.redactor.json } }, sink);
  const seal = sealing({ ...world, log });
  const day = 86_400_000;
  for (const ms of [0, 1000, day]) {
    ground.clock.advanceTo(new Date(ground.clock.now().getTime() + ms));
    await asked('status');
    await seal();
  }
  const noted = lines.map((line) => String(JSON.parse(line).seal).split(':'));
  expect(noted).toHaveLength(2);
  for (const [n, hash = ''] of noted)
    expect(await verdictOn(ground.url, { noted: { n: Number(n), hash } })).toMatchObject({
      ok: true,
    });
});

async function asked(action: string): Promise<{ incident: string; run: Run }> {
  count += 1;
  const [received] = await receiveAlerts(world, [alertOf(`Down${count}`)], []);
  const incident = (await world.store.incidents.byNumber(received?.number ?? 0))?.id ?? '';
  const pressed = await press(incident, action);
  if (isRefusal(pressed) || pressed.kind === 'needs-values') throw new Error('not asked');
  return { incident, run: pressed.run };
}

function press(incidentId: string, action: string, by: string = ASKER) {
  return pressStep(world, { incidentId, stepKey: null, action, values: {}, by });
}

function decide(
  { id, fingerprint }: Run,
  decision: 'approve' | 'deny',
  by: string,
  reason: string | null = null,
) {
  return decideRun(world, { runId: id, decision, fingerprint, reason, by });
}

function claim({ id }: Run) {
  return claimRun(world, id, { id: 'w1', host: 'here', place: 'here', labels: [] });
}

function finish({ id }: Run, ended: Outcome) {
  return finishRun(world, id, 'w1', { state: 'succeeded', outcome: ended });
}

async function expire(run: Run): Promise<void> {
  ground.clock.advanceTo(run.expiresAt);
  await tick(world);
}

function entries(incident: string): Promise<TimelineEntry[]> {
  return world.store.incidents.timeline(incident);
}

/** Kind and actor of everything since the request. */
async function since(incident: string): Promise<string[][]> {
  const all = (await entries(incident)).map(({ kind, actor }) => [kind, actor]);
  return all.slice(all.findIndex(([kind]) => kind === 'run-requested'));
}

const outcome: Outcome = {
  exitCode: 0,
  signal: null,
  timedOut: false,
  summary: 'exit 0',
  output: '',
  outputBytes: 0,
  truncated: false,
  artifact: null,
  durationMs: 1,
  verify: null,
};
