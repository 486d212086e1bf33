import { setTimeout as delay } from 'node:timers/promises';
import { isFinal, type RunState } from '../../src/action/run.ts';
import { compile } from '../compile.ts';
import { type Ground, openGround } from '../ground.ts';
import { fileOf, writeLanes } from '../home.ts';
import { randomFrom, shuffled } from '../random.ts';
import { approve, ask, openIncident } from '../requests.ts';
import { kill, type Moment, moments, stateOf, strike } from '../strike.ts';
import { readTrials } from '../trials.ts';
import { judge, printTable, type Trial } from '../verdict.ts';
import { callWitness } from '../witness.ts';

export const about = 'kills workers with SIGKILL in the middle of runs';
export const help = `Kills workers with SIGKILL in the middle of runs and starts them again, on databases, a redis-server and
workers of its own. Exits with 1 when a command was executed twice (the file that it appends to is the
judge), when a run has no end 60 seconds after its worker was started again, or when a change of state
that a trigger saw is not in the record, or the record is no whole chain.

  --trials <n>    kills in all, half of them on either queue [200]
  --lanes <n>     workers on either queue, killed side by side [4]
  --seed <n>      repeats the moments of an earlier run [another one each time]
  --engine <e>    postgresql or redis alone [both; Redis where redis-server is installed]

Ctrl+C ends it after the trials that are under way.`;

const END_WITHIN_MS = 60_000;

interface Plan {
  moment: Moment;
  into: number;
  action: 'frail' | 'tough';
}

/** Each lane is a target with a worker of its own; lanes go on side by side. */
export async function run(args: string[]): Promise<boolean> {
  const { trials, lanes, seed, engines } = readTrials(args, { lanes: 4 });
  const main = await compile();
  const grounds: Ground[] = [];
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    for (const engine of engines) {
      const write = (home: string, folder: string) => writeLanes(home, folder, lanes);
      const ground = await openGround({ engine, write, main });
      if (ground) {
        grounds.push(ground);
        await callWitness(ground);
      } else console.log(`There is no redis-server here: ${engine} is left out.`);
    }
    console.log(`${trials} trials with --seed ${seed}.`);
    const began = performance.now();
    const random = randomFrom(seed);
    const working = grounds.flatMap((ground, n) => {
      const share = Math.ceil((trials - n) / grounds.length);
      const plan = planOf(share, random);
      return Array.from({ length: lanes }, (_, lane) =>
        work(
          ground,
          lane,
          plan.filter((_one, at) => at % lanes === lane),
          stop.signal,
        ),
      );
    });
    const done = await all(working, stop);
    const seconds = Math.round((performance.now() - began) / 1000);
    const files = Array.from({ length: lanes }, (_, lane) => fileOf(lane));
    console.log();
    const violations = await judge(done, grounds, files);
    printTable(moments, grounds, done);
    console.log(`${done.length} trials with --seed ${seed} in ${seconds} s.`);
    for (const violation of violations) console.error(`VIOLATION ${violation}`);
    console.log(violations.length === 0 ? 'All held.' : `${violations.length} violations.`);
    return violations.length === 0;
  } finally {
    for (const ground of grounds) await ground.stop();
  }
}

/** Where one fails the others end what they have begun before the ground is taken away. */
async function all(working: Promise<Trial[]>[], stop: AbortController): Promise<Trial[]> {
  for (const one of working) one.catch(() => stop.abort());
  await Promise.allSettled(working);
  return (await Promise.all(working)).flat();
}

/** Every moment equally often, in an order that chance decides. */
function planOf(trials: number, random: () => number): Plan[] {
  const plan = Array.from({ length: trials }, (_, n): Plan => {
    const action = random() < 0.5 ? 'frail' : 'tough';
    return { moment: moments[n % moments.length] ?? 'after claim', into: random(), action };
  });
  return shuffled(plan, random);
}

async function work(
  ground: Ground,
  lane: number,
  plan: Plan[],
  stop: AbortSignal,
): Promise<Trial[]> {
  const { engine } = ground;
  const { world } = ground.bot.core;
  const incidentId = await openIncident(world);
  const trials: Trial[] = [];
  let worker = await ground.worker([`lane-${lane}`]);
  for (const { moment, into, action } of plan) {
    if (stop.aborted) break;
    const asked = await ask(world, incidentId, `${action}-${lane}`);
    const blow = { lane, runId: asked.id, moment, into };
    await Promise.all([strike(ground, worker, blow), approve(world, asked)]);
    const before = await stateOf(ground, asked.id);
    const started = performance.now();
    worker = await ground.worker([`lane-${lane}`]);
    const ended = await untilEnded(ground, asked.id);
    const endMs = performance.now() - started;
    process.stdout.write('.');
    trials.push({ engine, moment, lane, run: asked.id, before, ended, endMs });
  }
  await kill(worker);
  return trials;
}

async function untilEnded(ground: Ground, runId: string): Promise<string> {
  const deadline = performance.now() + END_WITHIN_MS;
  for (;;) {
    const state = await stateOf(ground, runId);
    if (isFinal(state as RunState)) return state;
    if (performance.now() > deadline) return `still ${state}`;
    await delay(50);
  }
}
