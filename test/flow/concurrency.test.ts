import { afterEach, expect, test } from 'vitest';
import type { Run } from '../../src/action/run.ts';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import {
  acknowledgeIncident,
  reopenIncident,
  resolveIncident,
} from '../../src/flow/incident/respond.ts';
import type { World } from '../../src/flow/ports.ts';
import { decideRun } from '../../src/flow/run/approve.ts';
import { cancelRun } from '../../src/flow/run/cancel-run.ts';
import { pressStep } from '../../src/flow/run/press-step.ts';
import { claimRun, finishRun, loseSilentRuns } from '../../src/flow/run/work-run.ts';
import { tick } from '../../src/flow/tick.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { table } from '../harness/ledger.ts';
import { alertOf, flowGround, type Ground } from '../harness/world.ts';

const undo: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

test('fifty equal alerts at once open one incident and page one person once', async () => {
  const { world, url } = await ground();
  const both = [world(), world()] as const;
  const received = await Promise.all(
    times(50, (n) => receiveAlerts(pick(both, n), [alertOf('KindleSyncDown')], [])),
  );
  const actions = received.flat().map(({ action }) => action);
  expect(actions.filter((action) => action === 'opened')).toHaveLength(1);
  expect(actions.filter((action) => action === 'attached')).toHaveLength(49);
  expect(await table(url, 'incident')).toHaveLength(1);
  expect((await table(url, 'alert')).map(({ count }) => count)).toEqual([50]);
  expect(await table(url, 'page')).toHaveLength(1);
});

test('of twenty acknowledgements at once one wins, and the others are told who it was', async () => {
  const { world, url } = await ground();
  const bot = world();
  const incident = await opened(bot);
  const users = ['U0ONCALL', 'U0SENIOR', 'U0DBA', 'U0MANAGER'];
  const answers = await Promise.all(
    times(20, (n) => acknowledgeIncident(bot, incident, pick(users, n))),
  );
  const refusals = answers.filter(isRefusal);
  expect(refusals).toHaveLength(19);
  const [row] = await table(url, 'incident');
  for (const { text } of refusals) expect(text).toMatch(/already|have it|U0/i);
  const winner = `<@${row?.acknowledged_by}>`;
  expect(refusals.filter(({ text }) => text.includes(winner)).length).toBeGreaterThanOrEqual(14);
});

test('two bots that act on the same timer at once page the next level once', async () => {
  const { world, url, clock } = await ground();
  const bots = [world(), world(), world()] as const;
  await opened(bots[0]);
  clock.advanceTo(new Date(clock.now().getTime() + 6 * 60_000));
  const acted = await Promise.all(times(12, (n) => tick(pick(bots, n))));
  expect(acted.reduce((sum, count) => sum + count, 0)).toBe(1);
  const pages = await table(url, 'page');
  expect(pages.map(({ user_id }) => user_id).sort()).toEqual(['U0ONCALL', 'U0SENIOR']);
});

test('of twenty workers that want one run, one gets it', async () => {
  const { world } = await ground();
  const bots = [world(), world()] as const;
  const run = await approved(bots[0], await opened(bots[0]), 'restart');
  const claims = await Promise.all(
    times(20, (n) => claimRun(pick(bots, n), run.id, worker(`w${n}`))),
  );
  expect(claims.filter((claim) => claim !== null && claim !== 'busy')).toHaveLength(1);
});

test('a target takes one change at a time, and any number of looks beside it', async () => {
  const { world } = await ground();
  const bot = world();
  const runs = [];
  for (const name of ['KindleSyncDown', 'OtherDown']) {
    const incident = await opened(bot, name);
    runs.push(await approved(bot, incident, 'restart'), await approved(bot, incident, 'rollback'));
    runs.push(await asked(bot, incident, 'status'));
  }
  const claims = await Promise.all(runs.map(({ id }) => claimRun(bot, id, worker(`w-${id}`))));
  const got = claims.filter((claim): claim is Run => claim !== null && claim !== 'busy');
  expect(got.filter(({ class: kind }) => kind === 'mutating')).toHaveLength(1);
  expect(got.filter(({ class: kind }) => kind === 'readonly')).toHaveLength(2);
  expect(claims.filter((claim) => claim === 'busy')).toHaveLength(3);
});

test('two hundred things that happen to one incident at once leave it whole, and none waits for another for ever', async () => {
  const { world, url, clock, logged } = await ground();
  const bots = [world(), world()] as const;
  const incident = await opened(bots[0]);
  const run = await approved(bots[0], incident, 'restart');
  const failures: unknown[] = [];
  const deeds = shuffled(times(200, (n) => n)).map(async (n) => {
    try {
      await deed(pick(bots, n), incident, run, n, clock);
    } catch (error) {
      failures.push(error);
    }
  });
  await Promise.all(deeds);
  expect(failures).toEqual([]);
  expect(logged.filter((line) => !line.includes('not ours to end'))).toEqual([]);
  await expectWhole(url);
});

test('an approval and the expiry of the same request in the same moment do not stop each other', async () => {
  const { world, url, clock, logged } = await ground();
  // The approver's bot looked at the clock a moment before the request expired.
  const bots = [
    world(),
    { ...world(), clock: { now: () => new Date(+clock.now() - 1000) } },
  ] as const;
  for (const n of times(15, (at) => at)) {
    const incident = await opened(bots[0], `Down${n}`);
    const run = await asked(bots[0], incident, 'restart');
    clock.advanceTo(run.expiresAt);
    const results = await Promise.allSettled([
      tick(bots[0]),
      decide(bots[1], run),
      tick(bots[1]),
      resolveIncident(bots[0], incident, 'U0MANAGER'),
    ]);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
  }
  expect(logged).toEqual([]);
  const states = (await table(url, 'run')).map(({ state }) => state);
  expect(states.filter((state) => state === 'pending')).toEqual([]);
  await expectWhole(url);
});

async function ground(): Promise<Ground> {
  const made = await flowGround();
  undo.push(made);
  return made;
}

async function opened(world: World, name = 'KindleSyncDown'): Promise<string> {
  const [received] = await receiveAlerts(world, [alertOf(name)], []);
  const incident = await world.store.incidents.byNumber(received?.number ?? 0);
  return incident?.id ?? '';
}

async function asked(world: World, incidentId: string, action: string): Promise<Run> {
  const pressed = await press(world, incidentId, action);
  if (isRefusal(pressed) || pressed.kind === 'needs-values') throw new Error('not asked');
  return pressed.run;
}

function press(world: World, incidentId: string, action: string) {
  return pressStep(world, { incidentId, stepKey: null, action, values: {}, by: 'U0ONCALL' });
}

function decide(world: World, { id, fingerprint }: Run, decision: 'approve' | 'deny' = 'approve') {
  return decideRun(world, { runId: id, decision, fingerprint, reason: null, by: 'U0SENIOR' });
}

async function approved(world: World, incidentId: string, action: string): Promise<Run> {
  const decided = await decide(world, await asked(world, incidentId, action));
  if (isRefusal(decided)) throw new Error(decided.text);
  return decided;
}

/** One of the things that people, clocks, senders and workers do. */
async function deed(
  world: World,
  incident: string,
  run: Run,
  n: number,
  clock: Ground['clock'],
): Promise<unknown> {
  switch (n % 10) {
    case 0:
      return receiveAlerts(world, [alertOf('KindleSyncDown')], []);
    case 1:
      return receiveAlerts(world, [alertOf('KindleSyncDown', 'resolved')], []);
    case 2:
      return acknowledgeIncident(world, incident, 'U0SENIOR');
    case 3:
      clock.advanceTo(new Date(clock.now().getTime() + 60_000));
      return tick(world);
    case 4:
      return resolveIncident(world, incident, 'U0MANAGER');
    case 5:
      return reopenIncident(world, incident, 'U0ONCALL');
    case 6: {
      const pressed = await press(world, incident, n % 4 === 0 ? 'rollback' : 'status');
      if (isRefusal(pressed) || pressed.kind === 'needs-values') return;
      return n % 3 === 0
        ? cancelRun(world, pressed.run.id, 'U0ONCALL')
        : decide(world, pressed.run);
    }
    case 7:
      return decide(world, run, 'deny');
    case 8:
      return loseSilentRuns(world, 0);
    default: {
      const claim = await claimRun(world, run.id, worker(`w${n}`));
      if (claim === null || claim === 'busy') return;
      return finishRun(world, run.id, `w${n}`, { state: 'succeeded', outcome });
    }
  }
}

function worker(id: string, labels: string[] = []) {
  return { id, host: 'here', place: 'here', labels };
}

const outcome = {
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

/** What is true of the tables at any time, whatever happened in whatever order. */
async function expectWhole(url: string): Promise<void> {
  const [incidents, timers, pages, runs, effects] = await Promise.all([
    table(url, 'incident'),
    table(url, 'timer'),
    table(url, 'page'),
    table(url, 'run'),
    table(url, 'outbox'),
  ]);
  for (const { id, status, escalation } of incidents) {
    const timer = timers.find(({ kind, subject }) => kind === 'escalate' && subject === id);
    expect(timer !== undefined).toBe(escalation.state === 'running');
    if (status === 'resolved') expect(escalation.state).toBe('ended');
    const pending = pages.filter((page) => page.incident_id === id && page.state === 'pending');
    if (!['running', 'exhausted'].includes(escalation.state)) expect(pending).toEqual([]);
    const levels = pages
      .filter((page) => page.incident_id === id)
      .map(({ round, level, user_id, due_at }) => `${round} ${level} ${user_id} ${+due_at}`);
    expect(new Set(levels).size).toBe(levels.length);
  }
  const waiting = timers.filter(({ kind }) => kind === 'expire-run').map(({ subject }) => subject);
  const pending = runs.filter(({ state }) => state === 'pending').map(({ id }) => id);
  expect(waiting.sort()).toEqual(pending.sort());
  const keys = effects.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

function pick<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
}

/** A fixed order that looks like none. */
function shuffled(list: number[]): number[] {
  return list.sort((a, b) => ((a * 7919) % 211) - ((b * 7919) % 211));
}
