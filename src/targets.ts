import { canServe } from './action/placement.ts';
import type { Settings } from './config/env.ts';
import type { Core } from './core.ts';
import type { Hand } from './flow/run/dispatch-run.ts';
import type { Metrics } from './http/metrics.ts';
import { SECOND } from './lib/duration.ts';
import type { Log } from './lib/log.ts';
import type { Fleet } from './practice/fleet/index.ts';
import type { PracticeGate } from './runner/gate.ts';
import { type RunWorker, startRunWorker } from './runner/worker.ts';
import type { Directory } from './service/directory.ts';
import { lanesOf } from './service/lanes.ts';
import { secretValues } from './service/secret-values.ts';

export interface Targets {
  /** Takes a run of a lane that is served here, in this very process, and has the queue wake others for the rest. */
  hand: Hand;
  stop(): Promise<void>;
}

export interface TargetOptions {
  settings: Pick<Settings, 'data'>;
  /** Names of the targets to serve. */
  targets: 'all' | string[];
  /** What this machine has that some runs need. */
  labels?: string[];
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
  if (names.length === 0) return { hand: core.queues.addRun, stop: async () => {} };
  const offer = { targets: names, labels: options.labels ?? [] };
  const lanes = new Set<string>();
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
    const worker = await startRunWorker(core.world, {
      ...offer,
      dataDir: options.settings.data,
      // Keys may change while it runs, so they are asked for before each run.
      get redactor() {
        return core.world.redactor.with(secretValues(environment, core.world.directory));
      },
      gate: options.gate ?? (async () => fleet?.gate ?? null),
      environment,
      onStarted: (waitedMs) => options.metrics?.jobStarted('run', waitedMs),
      onEnded: (state) => options.metrics?.runEntered(state),
      ...(fleet && { locate: fleet.address }),
    });
    await lookForMissed(worker);
    looking = setInterval(() => void lookForMissed(worker), LOOK_MS);
    return worker;
  }

  /** What the queue lost, the table still has. The fence makes asking twice harmless. */
  async function lookForMissed(worker: RunWorker): Promise<void> {
    try {
      await serve(worker);
      await worker.look();
      await worker.adopt();
      for (const { id, target } of await core.world.store.runs.previewsWanted(names))
        if (canServe(offer, target)) worker.preview(id).catch(warn);
    } catch (error) {
      warn(error);
    }
  }

  function warn(error: unknown): void {
    if (stopped) return;
    options.log.warn(
      { err: error },
      'what waits could not be looked at; the next look tries again',
    );
  }

  /** An edit of a service.yaml may have named a target, or something needed, that was not there at the start. */
  async function serve(worker: RunWorker): Promise<void> {
    const { directory } = core.world;
    if (options.targets === 'all')
      names.push(...allTargets(directory).filter((name) => !names.includes(name)));
    for (const lane of lanesOf(directory, offer)) {
      if (lanes.has(lane)) continue;
      const take = async (runId: string) => void (await worker.take(runId));
      await core.queues.workRuns([lane], take, { onPreview: worker.preview });
      lanes.add(lane);
    }
  }

  return {
    hand: async (lane, runId, again) => {
      const worker = lanes.has(lane) && !stopped ? await starting : null;
      if (!(await worker?.take(runId))) await core.queues.addRun(lane, runId, again);
    },
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
