import { setTimeout as delay } from 'node:timers/promises';
import { canServe, laneOf } from '../action/placement.ts';
import type { Outcome, Run } from '../action/run.ts';
import type { Claimant, World } from '../flow/ports.ts';
import { beginVerify, claimRun, type Ended, finishRun } from '../flow/work-run.ts';
import { SECOND } from '../lib/duration.ts';
import { newId } from '../lib/ids.ts';
import { type ExecuteOptions, execute } from './execute.ts';
import type { PracticeGate } from './gate.ts';
import { thisPlace } from './place.ts';
import { verify } from './verify/verify.ts';

export interface RunWorker {
  id: string;
  /** Takes this run, if it may, and whatever else waits for it; returns once what it takes is decided. */
  take(runId: string): Promise<void>;
  /** Takes whatever waits for its targets and may be taken. */
  look(): Promise<void>;
  /** Takes nothing new, gives what runs a few seconds, then ends it and records that. */
  stop(): Promise<void>;
}

export type WorkerOptions = Pick<ExecuteOptions, 'dataDir' | 'redactor' | 'environment'> & {
  /** What a try-out lets a run touch; null outside of one. Asked before each run. */
  gate: () => Promise<PracticeGate | null>;
  /** May grow while it works. */
  targets: readonly string[];
  labels: readonly string[];
  /** Told when a run was started, with how long it had waited, and when it ended. */
  onStarted?: (waitedMs: number) => void;
  onEnded?: (state: Ended['state']) => void;
  /** Where a check really finds its address; the try-out's services may have moved to a free port. */
  locate?: (url: string) => string;
};

const HEARTBEAT_MS = 2 * SECOND;
/** What runs may end by itself, is then asked to, is then killed: less than the ten seconds of a graceful stop. */
const FINISH_WITHIN_MS = 3 * SECOND;
const KILL_WITHIN_MS = 6 * SECOND;
const CANCEL_MS = SECOND / 2;
const STOP_WITHIN_MS = 8 * SECOND;
const TELL_AGAIN_MS = SECOND;

/** Executes runs and tells the database all the while that it is alive. */
export async function startRunWorker(world: World, options: WorkerOptions): Promise<RunWorker> {
  const { host, place, process } = await thisPlace();
  const id = `${host}-${newId().slice(0, 6)}`;
  const me: Claimant = { id, host, place, labels: options.labels };
  const running = new Map<string, AbortController>();
  const working = new Set<Promise<void>>();
  const stopping = new AbortController();
  const hurry = new AbortController();
  const over = new AbortController();
  await heartbeat();
  const beat = setInterval(() => void heartbeat(), HEARTBEAT_MS);
  const hearing = setInterval(() => void listenForCancels(), CANCEL_MS);

  return {
    id,
    take: async (runId) => {
      if ((await claim(runId)) === 'busy') await look();
    },
    look,
    stop: async () => {
      stopping.abort();
      const end = setTimeout(() => {
        for (const abort of running.values()) abort.abort();
      }, FINISH_WITHIN_MS);
      const kill = setTimeout(() => hurry.abort(), KILL_WITHIN_MS);
      const waited = new AbortController();
      await Promise.race([
        Promise.allSettled([...working]),
        delay(STOP_WITHIN_MS, null, { signal: waited.signal }).catch(() => null),
      ]);
      waited.abort();
      over.abort();
      clearTimeout(end);
      clearTimeout(kill);
      clearInterval(beat);
      clearInterval(hearing);
      await world.store.workers.gone(id).catch(() => undefined);
    },
  };

  async function look(): Promise<void> {
    const busy = new Set<string>();
    for (const run of await world.store.runs.next(options.targets)) {
      // One that is busy for this is busy for the next: changes go one by one, and in order.
      const kind = `${laneOf(run.target)} ${run.class === 'readonly'}`;
      if (busy.has(kind) || !canServe(options, run.target)) continue;
      if ((await claim(run.id)) === 'busy') busy.add(kind);
    }
  }

  async function claim(runId: string): Promise<'taken' | 'busy' | 'gone'> {
    if (stopping.signal.aborted) return 'gone';
    const run = await claimRun(world, runId, me);
    if (run === 'busy') return 'busy';
    if (run === null) return 'gone';
    options.onStarted?.((run.startedAt?.getTime() ?? 0) - (run.queuedAt?.getTime() ?? 0));
    const work = workOn(run).finally(() => working.delete(work));
    working.add(work);
    return 'taken';
  }

  async function workOn(run: Run): Promise<void> {
    const abort = new AbortController();
    running.set(run.id, abort);
    try {
      const ended = await carryOut(run, abort.signal);
      await tell(() => finishRun(world, run.id, id, explained(ended)));
      options.onEnded?.(ended.state);
    } catch (error) {
      world.log.error({ err: error, run: run.id, worker: id }, 'a run could not be ended');
    } finally {
      running.delete(run.id);
    }
    // Its target is free, and nobody is nearer to what waits for it.
    await look().catch((error: unknown) =>
      world.log.warn({ err: error, worker: id }, 'what waits could not be looked at'),
    );
  }

  async function carryOut(run: Run, signal: AbortSignal): Promise<Ended> {
    const { state, ...facts } = await execute(run, {
      ...options,
      practice: await options.gate(),
      signal,
      hurry: hurry.signal,
      onProgress: () => undefined,
      open: (sealed) => world.vault.open(sealed),
    });
    const outcome = { ...facts, verify: null };
    if (state !== 'succeeded' || run.verify === null) return { state, outcome };
    await tell(() => beginVerify(world, run.id, id));
    const check = await verify(run, { ...options, signal, onProgress: () => undefined });
    return judged(outcome, check, signal.aborted);
  }

  function explained(ended: Ended): Ended {
    if (ended.state !== 'cancelled' || !stopping.signal.aborted) return ended;
    const summary = `${ended.outcome.summary}; the worker was being stopped`;
    return { ...ended, outcome: { ...ended.outcome, summary } };
  }

  /** What was observed must not be lost because the database is away: it is told until it listens. */
  async function tell(words: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await words();
      } catch (error) {
        if (over.signal.aborted) throw error;
        world.log.warn({ err: error, worker: id }, 'a run could not be recorded; trying again');
        await delay(TELL_AGAIN_MS, null, { signal: over.signal }).catch(() => null);
      }
    }
  }

  async function heartbeat(): Promise<void> {
    const ids = [...running.keys()];
    try {
      await world.store.workers.seen({ ...me, process, targets: options.targets });
      if (ids.length > 0) await world.store.write((tx) => tx.runs.heartbeat(ids));
    } catch (error) {
      world.log.warn({ err: error, worker: id }, 'a heartbeat could not be written');
    }
  }

  async function listenForCancels(): Promise<void> {
    const ids = [...running.keys()];
    if (ids.length === 0) return;
    // Where the database is away the heartbeat says so.
    const cancelled = await world.store.runs.cancelRequested(ids).catch(() => []);
    for (const one of cancelled) running.get(one)?.abort();
  }
}

/** The command did its part; what counts is the check, unless somebody stopped it. */
function judged(outcome: Outcome, check: Checked, stopped: boolean): Ended {
  const checked = { ...outcome, verify: check };
  if (check.ok) return { state: 'succeeded', outcome: checked };
  const [state, what] = stopped
    ? (['cancelled', 'its check was stopped'] as const)
    : (['failed', 'but the check failed'] as const);
  return { state, outcome: { ...checked, summary: `${outcome.summary}, ${what}` } };
}

type Checked = NonNullable<Outcome['verify']>;
