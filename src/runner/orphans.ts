import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome, Run } from '../action/run.ts';
import type { Claimant, World } from '../flow/ports.ts';
import { endOrphan, type Left, retakeRun } from '../flow/run/orphan-run.ts';
import { type Ended, finishRun } from '../flow/run/work-run.ts';
import { SECOND } from '../lib/duration.ts';
import { stillAlive } from './place.ts';
import { endRunProcesses, findRunProcesses, type RunProcess } from './process-groups.ts';

const LOOK_MS = SECOND;
/** Nobody watches what it still says, so it gets no longer than a worker that stops would give it. */
const GRACE_MS = 5 * SECOND;

export interface OrphanOptions {
  me: Claimant;
  /** Runs that this worker answers for; their heartbeat is written and their cancelling heard of. */
  running: Map<string, AbortController>;
  stopping: AbortSignal;
  /** Checks anew whether what had been done has helped. */
  check(run: Run, outcome: Outcome, signal: AbortSignal): Promise<Ended>;
  /** Says it until the database listens. */
  tell(words: () => Promise<unknown>): Promise<void>;
  /** Takes what goes on while other runs are looked at. */
  hold(target: string, work: Promise<void>): void;
}

/**
 * Looks for runs whose worker has died in this place. A command that goes on is watched to its end, since
 * one that is ended halfway leaves what nobody has planned for; where the target says so, it is ended.
 */
export async function adoptOrphans(world: World, options: OrphanOptions): Promise<void> {
  const { me, running } = options;
  const candidates = await world.store.runs.leftBehind(me.place);
  const foreign = candidates.filter(({ id, worker }) => worker !== me.id && !running.has(id));
  if (foreign.length === 0) return;
  const dead = await deadAmong(world, me.place, foreign);
  for (const run of foreign.filter(({ worker }) => dead.has(worker)))
    await adopt(world, options, run);
}

async function deadAmong(world: World, place: string, runs: Run[]): Promise<Set<string | null>> {
  const known = new Map((await world.store.workers.all()).map((worker) => [worker.id, worker]));
  const dead = new Set<string | null>();
  for (const { worker } of runs) {
    // One that said goodbye has no row any more.
    const row = known.get(worker ?? '');
    const lives = row && (row.place !== place || (await stillAlive([row.process])).length > 0);
    if (!lives) dead.add(worker);
  }
  return dead;
}

async function adopt(world: World, options: OrphanOptions, run: Run): Promise<void> {
  const { me, running, hold, tell } = options;
  const found = await findTwice(run);
  const unchecked = run.state === 'verifying' && run.outcome !== null;
  if (found.length === 0 && !unchecked)
    return tell(() => endOrphan(world, run.id, run.worker, 'none'));
  const mine = await retakeRun(world, run, me, unchecked ? 0 : found.length);
  if (mine === null) return;
  const abort = new AbortController();
  running.set(run.id, abort);
  const work = async () => {
    if (unchecked && mine.outcome !== null) {
      // A check that is going on belongs to nobody any more, and changes nothing.
      if (found.length > 0) await endRunProcesses(run.id, { graceMs: GRACE_MS });
      const ended = await options.check(mine, mine.outcome, abort.signal);
      return tell(() => finishRun(world, run.id, me.id, ended));
    }
    const left = await watch(world, options, mine, abort.signal);
    if (left !== null) await tell(() => endOrphan(world, run.id, me.id, left));
  };
  hold(
    run.target.name,
    work().finally(() => running.delete(run.id)),
  );
}

/** Null when this worker has to stop: the next one goes on from here. */
async function watch(
  world: World,
  { stopping }: OrphanOptions,
  run: Run,
  cancelled: AbortSignal,
): Promise<Left | null> {
  const { target, startedAt, timeoutMs, going } = run;
  const ran = world.clock.now().getTime() - (startedAt?.getTime() ?? 0);
  const limit = AbortSignal.timeout(Math.max(0, timeoutMs - ran));
  const over = AbortSignal.any([cancelled, limit]);
  const atOnce = target.orphans === 'end' || going.cancelBy !== null;
  const until = AbortSignal.any([over, stopping]);
  while (!atOnce && !until.aborted) {
    await delay(LOOK_MS, null, { signal: until }).catch(() => null);
    if ((await find(run)).length === 0) return 'ended';
  }
  if (!atOnce && !over.aborted) return null;
  const groups = await stillAlive(going.leaders);
  const graceMs = Math.min(target.grace ?? GRACE_MS, GRACE_MS);
  const resisted = await endRunProcesses(run.id, { graceMs, groups, hurry: stopping });
  return resisted.length === 0 ? 'killed' : 'resisted';
}

/** A worker that died in the middle of starting a command may leave one that shows a moment later. */
async function findTwice(run: Run): Promise<RunProcess[]> {
  const found = await find(run);
  if (found.length > 0) return found;
  await delay(LOOK_MS);
  return find(run);
}

async function find({ id, going }: Run): Promise<RunProcess[]> {
  return findRunProcesses(id, await stillAlive(going.leaders));
}
