import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Run } from '../action/run.ts';
import type { World } from '../flow/ports.ts';
import { beginVerify, claimRun, type Ended, finishRun } from '../flow/work-run.ts';
import { SECOND } from '../lib/duration.ts';
import { newId } from '../lib/ids.ts';
import { type ExecuteOptions, execute } from './execute.ts';
import type { PracticeGate } from './gate.ts';
import { verify } from './verify.ts';

export interface RunWorker {
  id: string;
  /** Carries out one queued run, if it can be claimed; returns when its end is recorded. */
  work(runId: string, signal: AbortSignal): Promise<void>;
  /** Takes nothing new, gives what runs a few seconds, then ends it and records that. */
  stop(): Promise<void>;
}

export type WorkerOptions = Pick<ExecuteOptions, 'dataDir' | 'secrets' | 'environment'> & {
  /** What a try-out lets a run touch; null outside of one. Asked before each run. */
  gate: () => Promise<PracticeGate | null>;
  targets: string[];
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
const STOP_WITHIN_MS = 8 * SECOND;
const TELL_AGAIN_MS = SECOND;

/** Executes runs and tells the database all the while that it is alive. */
export function startRunWorker(world: World, options: WorkerOptions): RunWorker {
  const id = `${hostname()}-${newId().slice(0, 6)}`;
  const running = new Map<string, AbortController>();
  const working = new Set<Promise<void>>();
  const stopping = new AbortController();
  const hurry = new AbortController();
  const over = new AbortController();
  const beat = setInterval(() => void heartbeat(), HEARTBEAT_MS);
  void heartbeat();

  return {
    id,
    work: (runId, signal) => {
      const work = workOn(runId, signal).finally(() => working.delete(work));
      working.add(work);
      return work;
    },
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
      await world.store.workers.gone(id).catch(() => undefined);
    },
  };

  async function workOn(runId: string, signal: AbortSignal): Promise<void> {
    if (stopping.signal.aborted) return;
    const run = await claimRun(world, runId, id);
    if (run === null || run === 'busy') return;
    options.onStarted?.((run.startedAt?.getTime() ?? 0) - (run.queuedAt?.getTime() ?? 0));
    const abort = new AbortController();
    running.set(run.id, abort);
    try {
      const ended = await carryOut(run, AbortSignal.any([signal, abort.signal]));
      await tell(() => finishRun(world, run.id, id, explained(ended)));
      options.onEnded?.(ended.state);
    } finally {
      running.delete(run.id);
    }
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
    const http = options.locate?.(run.verify.http) ?? run.verify.http;
    const check = await verify({ ...run.verify, http }, signal, () => undefined);
    if (check.ok) return { state, outcome: { ...outcome, verify: check } };
    return {
      state: 'failed',
      outcome: { ...outcome, summary: `${outcome.summary}, but the check failed`, verify: check },
    };
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
      await world.store.workers.seen(id, options.targets);
      if (ids.length > 0) await world.store.write((tx) => tx.runs.heartbeat(ids));
      for (const cancelled of await world.store.runs.cancelRequested(ids))
        running.get(cancelled)?.abort();
    } catch (error) {
      world.log.warn({ err: error, worker: id }, 'a heartbeat could not be written');
    }
  }
}
