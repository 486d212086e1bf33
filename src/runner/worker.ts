import { hostname } from 'node:os';
import type { Run } from '../action/run.ts';
import type { World } from '../flow/ports.ts';
import { beginVerify, claimRun, type Ended, finishRun } from '../flow/work-run.ts';
import { SECOND } from '../lib/duration.ts';
import { newId } from '../lib/ids.ts';
import { type ExecuteOptions, execute } from './execute.ts';
import { verify } from './verify.ts';

export interface RunWorker {
  id: string;
  /** Carries out one queued run, if it can be claimed; returns when it has ended. */
  work(runId: string, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export type WorkerOptions = Pick<
  ExecuteOptions,
  'dataDir' | 'secrets' | 'practice' | 'environment'
> & {
  targets: string[];
  /** Told when a run was started, with how long it had waited, and when it ended. */
  onStarted?: (waitedMs: number) => void;
  onEnded?: (state: Ended['state']) => void;
  /** Where a check really finds its address; the try-out's services may have moved to a free port. */
  locate?: (url: string) => string;
};

const HEARTBEAT_MS = 2 * SECOND;

/** Executes runs and tells the database all the while that it is alive. */
export function startRunWorker(world: World, options: WorkerOptions): RunWorker {
  const id = `${hostname()}-${newId().slice(0, 6)}`;
  const running = new Map<string, AbortController>();
  const beat = setInterval(() => void heartbeat(), HEARTBEAT_MS);
  void heartbeat();

  return {
    id,
    work: async (runId, signal) => {
      const run = await claimRun(world, runId, id);
      if (run === null || run === 'busy') return;
      options.onStarted?.((run.startedAt?.getTime() ?? 0) - (run.queuedAt?.getTime() ?? 0));
      const abort = new AbortController();
      running.set(run.id, abort);
      try {
        const ended = await carryOut(run, AbortSignal.any([signal, abort.signal]));
        await finishRun(world, run.id, id, ended);
        options.onEnded?.(ended.state);
      } finally {
        running.delete(run.id);
      }
    },
    stop: async () => {
      clearInterval(beat);
      await world.store.workers.gone(id).catch(() => undefined);
    },
  };

  async function carryOut(run: Run, signal: AbortSignal): Promise<Ended> {
    const { state, ...facts } = await execute(run, {
      ...options,
      signal,
      onProgress: () => undefined,
    });
    const outcome = { ...facts, verify: null };
    if (state !== 'succeeded' || run.verify === null) return { state, outcome };
    await beginVerify(world, run.id, id);
    const http = options.locate?.(run.verify.http) ?? run.verify.http;
    const check = await verify({ ...run.verify, http }, signal, () => undefined);
    if (check.ok) return { state, outcome: { ...outcome, verify: check } };
    return {
      state: 'failed',
      outcome: { ...outcome, summary: `${outcome.summary}, but the check failed`, verify: check },
    };
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
