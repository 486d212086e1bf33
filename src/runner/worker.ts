import { setTimeout as delay } from 'node:timers/promises';
import { canServe, laneOf } from '../action/placement.ts';
import type { Progress, Run } from '../action/run.ts';
import type { Claimant, QueuedRun, World } from '../flow/ports.ts';
import { reportProgress } from '../flow/run/report-progress.ts';
import { beginVerify, claimRun, type Ended, finishRun } from '../flow/run/work-run.ts';
import { SECOND } from '../lib/duration.ts';
import { newId } from '../lib/ids.ts';
import { carryOut, check } from './carry-out.ts';
import type { ExecuteOptions } from './execute.ts';
import type { PracticeGate } from './gate.ts';
import { adoptOrphans } from './orphans.ts';
import { named, thisPlace } from './place.ts';
import { startPreviews } from './previews.ts';

export interface RunWorker {
  id: string;
  /** Takes this run, if it may, and whatever else waits for it; says once it is decided whether it took it. */
  take(runId: string): Promise<boolean>;
  /** Takes whatever waits for its targets and may be taken. */
  look(): Promise<void>;
  /** Takes over what a worker that has died left behind on this machine. */
  adopt(): Promise<void>;
  /** Counts what a request would take, for whoever decides on it. */
  preview(runId: string): Promise<void>;
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
  const preview = startPreviews(world, options);
  const beat = setInterval(() => void heartbeat(), HEARTBEAT_MS);
  const hearing = setInterval(() => void listenForCancels(), CANCEL_MS);

  return {
    id,
    take: async (runId) => {
      const claimed = await claim(runId);
      if (claimed === 'busy') await look(options.targets);
      return claimed === 'taken';
    },
    look: () => look(options.targets),
    adopt,
    preview: async (runId) => {
      if (!stopping.signal.aborted) await preview(runId);
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
      clearInterval(hearing);
      await world.store.workers.gone(id).catch(() => undefined);
    },
  };

  async function look(targets: readonly string[]): Promise<void> {
    const waiting = await world.store.runs.next(targets);
    const mine = waiting.filter(({ target }) => canServe(options, target));
    // No target waits until another one has been looked at.
    await Promise.all(
      targets.map((name) => takeInOrder(mine.filter(({ target }) => target.name === name))),
    );
  }

  async function takeInOrder(waiting: readonly QueuedRun[]): Promise<void> {
    const busy = new Set<string>();
    for (const run of waiting) {
      // One that is busy for this is busy for the next: changes go one by one, and in order.
      const kind = `${laneOf(run.target)} ${run.class === 'readonly'}`;
      if (!busy.has(kind) && (await claim(run.id)) === 'busy') busy.add(kind);
    }
  }

  async function claim(runId: string): Promise<'taken' | 'busy' | 'gone'> {
    if (stopping.signal.aborted) return 'gone';
    const run = await claimRun(world, runId, me);
    if (run === 'busy') return 'busy';
    if (run === null) return 'gone';
    options.onStarted?.((run.startedAt?.getTime() ?? 0) - (run.queuedAt?.getTime() ?? 0));
    hold(run.target.name, workOn(run));
    return 'taken';
  }

  async function workOn(run: Run): Promise<void> {
    const abort = new AbortController();
    running.set(run.id, abort);
    try {
      const ended = await execute(run, abort);
      await tell(() => finishRun(world, run.id, id, explained(ended)));
      options.onEnded?.(ended.state);
    } finally {
      running.delete(run.id);
    }
  }

  async function execute(run: Run, abort: AbortController): Promise<Ended> {
    let practice: PracticeGate | null = null;
    await tell(async () => {
      const asked = world.store.runs.cancelRequested([run.id]);
      practice = await options.gate();
      if ((await asked).length > 0) abort.abort();
    });
    return carryOut(run, {
      ...options,
      practice,
      signal: abort.signal,
      hurry: hurry.signal,
      open: (sealed) => world.vault.open(sealed),
      report: reporter(run),
      onSpawned: (leaders) => void remember(run, leaders),
      onVerify: (outcome) => tell(() => beginVerify(world, run.id, id, outcome)),
    });
  }

  function reporter(run: Run): (progress: Progress) => void {
    return (progress) => {
      reportProgress(world, run, id, progress).catch((error: unknown) =>
        world.log.debug({ err: error, run: run.id }, 'progress could not be shown'),
      );
    };
  }

  /** For whoever looks for its processes should this worker die. */
  async function remember(run: Run, leaders: number[]): Promise<void> {
    try {
      const names = await named(leaders);
      await world.store.write((tx) => tx.runs.spawned(run.id, names));
    } catch (error) {
      world.log.warn({ err: error, run: run.id }, 'the processes of a run could not be noted');
    }
  }

  function adopt(): Promise<void> {
    return adoptOrphans(world, {
      me,
      running,
      stopping: stopping.signal,
      tell,
      hold,
      check: (run, outcome, signal) =>
        check(run, outcome, { ...options, signal, report: reporter(run) }),
    });
  }

  function hold(target: string, work: Promise<void>): void {
    const held = work
      .catch((error: unknown) => {
        world.log.error({ err: error, worker: id }, 'a run could not be ended');
      })
      // Its target is free, and nobody is nearer to what waits for it.
      .then(() => look([target]))
      .catch((error: unknown) => {
        world.log.warn({ err: error, worker: id }, 'what waits could not be looked at');
      })
      .finally(() => working.delete(held));
    working.add(held);
  }

  function explained(ended: Ended): Ended {
    if (ended.state !== 'cancelled' || !stopping.signal.aborted) return ended;
    const summary = `${ended.outcome.summary}; the worker was being stopped`;
    return { ...ended, outcome: { ...ended.outcome, summary } };
  }

  /** What was observed must not be lost because the database is away: it is told until it listens. */
  async function tell(words: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await words();
        return;
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
