import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isFinal, type Run } from '../../src/action/run.ts';
import { decideRun } from '../../src/flow/approve.ts';
import { pressStep } from '../../src/flow/press-step.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { type Engine, type Ground, openGround } from '../ground.ts';
import { randomFrom } from '../random.ts';
import { judge, printTable, type Trial } from '../verdict.ts';

export const about =
  'kills workers in the middle of runs: [--trials 200] [--seed 1] [--lanes 2] [--engine postgresql|redis]';

const moments = ['before claim', 'after claim', 'after spawn', 'during output', 'before finish'];
const END_WITHIN_MS = 60_000;

/** Each lane is a target with a worker of its own; lanes go on side by side. */
export async function run(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      trials: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '2' },
      engine: { type: 'string' },
    },
  });
  const lanes = Number(values.lanes);
  const engines = enginesOf(values.engine);
  const random = randomFrom(Number(values.seed));
  const plan = Array.from({ length: Number(values.trials) }, (_, n) => ({
    moment: moments[n % moments.length] ?? '',
    wait: random(),
  }));
  const grounds = [];
  for (const engine of engines) grounds.push(await openGround(engine, lanes));
  const began = performance.now();
  try {
    const all = grounds.flatMap((ground) =>
      Array.from({ length: lanes }, (_, lane) => ({ ground, lane })),
    );
    const done = await Promise.all(
      all.map(({ ground, lane }, index) =>
        work(
          ground,
          lane,
          plan.filter((_, n) => n % all.length === index),
        ),
      ),
    );
    const trials = done.flat();
    const violations = await judge(trials, grounds, lanes);
    const seconds = Math.round((performance.now() - began) / 1000);
    printTable(moments, engines, trials);
    console.log(`${trials.length} trials with seed ${values.seed} in ${seconds} s.`);
    for (const violation of violations) console.error(`VIOLATION ${violation}`);
    console.log(violations.length === 0 ? 'All held.' : `${violations.length} violations.`);
    return violations.length === 0;
  } finally {
    for (const ground of grounds) await ground.stop();
  }
}

function enginesOf(wanted: string | undefined): Engine[] {
  if (wanted === 'postgresql' || wanted === 'redis') return [wanted];
  if (process.env.REDIS_URL) return ['postgresql', 'redis'];
  console.log('REDIS_URL is not set: PostgreSQL alone is tried.');
  return ['postgresql'];
}

async function work(
  ground: Ground,
  lane: number,
  plan: { moment: string; wait: number }[],
): Promise<Trial[]> {
  const incidentId = await ground.incident();
  let worker = await ground.worker(lane);
  const trials: Trial[] = [];
  for (const { moment, wait } of plan) {
    const asked = await request(ground, incidentId, `act-${lane}`);
    const killing = strike(ground, lane, asked.id, moment, wait, worker);
    const approved = await decideRun(ground.bot.core.world, {
      ...{ runId: asked.id, decision: 'approve', fingerprint: asked.fingerprint },
      ...{ reason: null, by: 'U0SENIOR' },
    });
    if (isRefusal(approved)) throw new Error(approved.text);
    await killing;
    const before = await stateOf(ground, asked.id);
    const started = performance.now();
    worker = await ground.worker(lane);
    const ended = await untilEnded(ground, asked.id);
    const endMs = performance.now() - started;
    trials.push({ engine: ground.engine, moment, lane, run: asked.id, before, ended, endMs });
  }
  await kill(worker);
  return trials;
}

async function request(ground: Ground, incidentId: string, action: string): Promise<Run> {
  const { world } = ground.bot.core;
  const press = { incidentId, stepKey: null, action, values: {}, by: 'U0ONCALL' };
  const pressed = await pressStep(world, press);
  if (isRefusal(pressed)) throw new Error(pressed.text);
  if (!('run' in pressed)) throw new Error('the action asks for values');
  return pressed.run;
}

/** Kills the worker at its moment, up to 50 ms later; the run may be over by then. */
async function strike(
  ground: Ground,
  lane: number,
  runId: string,
  moment: string,
  wait: number,
  worker: ChildProcess,
): Promise<void> {
  const wrote = (word: string) => async () =>
    (await ground.written(lane)).includes(`${word} ${runId}`);
  const state = (wanted: string) => async () => (await stateOf(ground, runId)) === wanted;
  switch (moment) {
    case 'before claim':
      await until(state('queued'), wait * 10);
      break;
    case 'after claim':
      await until(async () => ['running', 'verifying'].includes(await stateOf(ground, runId)), 0);
      break;
    case 'after spawn':
      await until(wrote('start'), wait * 10);
      break;
    case 'during output':
      await until(wrote('start'), 50 + wait * 300);
      break;
    default:
      await until(wrote('end'), wait * 20);
  }
  await kill(worker);
}

async function until(holds: () => Promise<boolean>, thenMs: number): Promise<void> {
  const deadline = performance.now() + END_WITHIN_MS;
  while (!(await holds()) && performance.now() < deadline) await delay(1);
  await delay(thenMs);
}

async function untilEnded(ground: Ground, runId: string): Promise<string> {
  const deadline = performance.now() + END_WITHIN_MS;
  for (;;) {
    const run = await ground.bot.core.world.store.runs.byId(runId);
    if (run && isFinal(run.state)) return run.state;
    if (performance.now() > deadline) return `still ${run?.state}`;
    await delay(50);
  }
}

async function stateOf({ db }: Ground, runId: string): Promise<string> {
  const { rows } = await db.query('select state from run where id = $1', [runId]);
  return rows[0]?.state ?? 'unknown';
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}
