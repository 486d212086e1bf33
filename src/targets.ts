import type { Settings } from './config/env.ts';
import type { Core } from './core.ts';
import type { Metrics } from './http/metrics.ts';
import { SECOND } from './lib/duration.ts';
import type { Log } from './lib/log.ts';
import type { Fleet } from './practice/fleet/index.ts';
import type { PracticeGate } from './runner/gate.ts';
import { secretValues } from './runner/secret-values.ts';
import { type RunWorker, startRunWorker } from './runner/worker.ts';
import type { Directory } from './service/directory.ts';

export interface Targets {
  stop(): Promise<void>;
}

export interface TargetOptions {
  settings: Pick<Settings, 'data'>;
  /** Names of the targets to serve. */
  targets: 'all' | string[];
  directory: Directory;
  log: Log;
  /** The try-out's own services; null outside of it. */
  fleet: Promise<Fleet> | null;
  /** What a try-out allows where its fleet is not at hand; asked before each run. */
  gate?: () => Promise<PracticeGate | null>;
  metrics?: Pick<Metrics, 'jobStarted' | 'runEntered'>;
}

const LOOK_MS = 5 * SECOND;

/** Serves targets: takes their runs from the queue and carries them out. */
export function startTargets(core: Core, options: TargetOptions): Targets {
  const names = [...(options.targets === 'all' ? allTargets(options.directory) : options.targets)];
  if (names.length === 0) return { stop: async () => {} };
  let looking: NodeJS.Timeout | undefined;
  let stopped = false;
  const starting = start().catch((error: unknown): null => {
    if (!stopped)
      options.log.error({ err: error, targets: names }, 'the targets could not be served');
    return null;
  });

  async function start(): Promise<RunWorker | null> {
    const fleet = await options.fleet;
    if (stopped) return null;
    const environment = { ...process.env, ...fleet?.env };
    const worker = startRunWorker(core.world, {
      targets: names,
      dataDir: options.settings.data,
      // Keys may change while it runs, so they are asked for before each run.
      get secrets() {
        return secretValues(environment, core.world.directory);
      },
      gate: options.gate ?? (async () => fleet?.gate ?? null),
      environment,
      onStarted: (waitedMs) => options.metrics?.jobStarted('run', waitedMs),
      onEnded: (state) => options.metrics?.runEntered(state),
      ...(fleet && { locate: fleet.address }),
    });
    await core.queues.workRuns(names, worker.work);
    looking = setInterval(() => void lookForMissed(worker), LOOK_MS);
    return worker;
  }

  /** What the queue lost, the table still has. The fence makes asking twice harmless. */
  async function lookForMissed(worker: RunWorker): Promise<void> {
    try {
      await serveNew(worker);
      for (const { id } of await core.world.store.runs.queuedFor(names)) {
        worker.work(id, new AbortController().signal).catch(warn);
      }
    } catch (error) {
      warn(error);
    }
  }

  /** An edit of a service.yaml may have named a target that was not there at the start. */
  async function serveNew(worker: RunWorker): Promise<void> {
    if (options.targets !== 'all') return;
    for (const name of allTargets(core.world.directory)) {
      if (names.includes(name)) continue;
      await core.queues.workRuns([name], worker.work);
      names.push(name);
    }
  }

  function warn(error: unknown): void {
    options.log.warn({ err: error }, 'a queued run could not be taken; the next look tries again');
  }

  return {
    stop: async () => {
      stopped = true;
      const worker = await starting;
      clearInterval(looking);
      await worker?.stop();
    },
  };
}

export function allTargets({ services }: Directory): string[] {
  const all = [...services.values()].flatMap(({ target, targets }) => [target, ...targets]);
  return [...new Set(all.map(({ name }) => name))];
}
