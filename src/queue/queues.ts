import { setTimeout as delay } from 'node:timers/promises';
import { DAY, SECOND } from '../lib/duration.ts';
import type { Log } from '../lib/log.ts';
import { type AddOptions, type BackendOptions, type JobQueue, openBackend } from './backend.ts';
import { Health } from './health.ts';
import { bellQueue, type JobName, jobs, type Payload, runQueue } from './jobs.ts';
import { type BellHandlers, type RunHandler, type RunOptions, Workers } from './workers.ts';

export interface Queues {
  engine: 'postgresql' | 'redis';
  /**
   * Hands a run to the workers of its lane; once, however often it is called. `again` hands it over
   * anew, for a run that found its target busy. Fails as a Fault.
   */
  addRun(lane: string, runId: string, again?: 'again'): Promise<void>;
  /** Has a worker of the lane count what a request would take. */
  addPreview(lane: string, runId: string): Promise<void>;
  /** Wakes `drain`; many calls while one is waiting or working become one more. */
  wake(): Promise<void>;
  workBell(handlers: BellHandlers): Promise<void>;
  workRuns(lanes: readonly string[], handler: RunHandler, options?: RunOptions): Promise<void>;
  waitingRuns(lane: string): Promise<number>;
  ping(): Promise<boolean>;
  /** Takes no new work, lets running work end, and resolves within `graceMs` whatever happens. */
  close(graceMs?: number): Promise<void>;
}

export interface QueueOptions extends Omit<BackendOptions, 'onError'> {
  log: Log;
}

/** On the database by default, on Redis when there is an address for it. */
export async function openQueues({ log, ...options }: QueueOptions): Promise<Queues> {
  let started = false;
  // Until it has started, the fault that comes back says it all.
  const onError = (error: Error) => started && health.report(error);
  const backend = openBackend({ ...options, onError });
  const ping = () => within(pingLimit, backend.ping(), false);
  const health = new Health(log, ping);
  const queues = new Map<string, JobQueue>();
  const proven = new Set<string>();
  let closing: Promise<void> | null = null;
  const workers = new Workers(backend, log, onError);
  await backend.start().catch(async (error: unknown) => {
    health.close();
    await backend.close();
    throw backend.describe(error);
  });
  started = true;

  return {
    engine: backend.engine,
    addRun: async (lane, runId, again) =>
      add(
        runQueue(lane),
        'run',
        { runId },
        again ? keepNot : { ...keepDay, jobId: `run-${runId}` },
      ),
    addPreview: (lane, runId) =>
      add(runQueue(lane), 'preview', { runId }, { ...keepNot, jobId: `preview-${runId}` }),
    wake: () =>
      add(
        bellQueue,
        'drain',
        {},
        { ...keepNot, deduplication: { id: 'drain', keepLastIfActive: true } },
      ),
    workBell: (handlers) => workers.workBell(handlers),
    workRuns: (lanes, handler, settings = {}) => workers.workRuns(lanes, handler, settings),
    waitingRuns: async (lane) => {
      const name = runQueue(lane);
      return answered(name, queueOf(name).getWaitingCount());
    },
    ping,
    close: (graceMs = 10 * SECOND) => {
      health.close();
      closing ??= within(graceMs, shutDown(graceMs), undefined);
      return closing;
    },
  };

  async function add<N extends JobName>(
    queueName: string,
    name: N,
    payload: Payload<N>,
    settings: Omit<AddOptions, 'attempts'>,
  ): Promise<void> {
    const data = jobs[name].parse(payload);
    await answered(queueName, queueOf(queueName).add(name, data, { ...settings, attempts: 1 }));
  }

  /** A call to the engine that fails, or stays unanswered, as a fault that may be tried again. */
  async function answered<T>(queueName: string, call: Promise<T>): Promise<T> {
    const result = call.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const outcome = await within(callLimit, result, { error: new Error('no answer') });
    if ('value' in outcome) {
      proven.add(queueName);
      return outcome.value;
    }
    // BullMQ remembers for ever that a queue was not ready the first time: begin a new one.
    if (!proven.has(queueName)) queues.delete(queueName);
    throw backend.describe(outcome.error);
  }

  function queueOf(name: string): JobQueue {
    const known = queues.get(name);
    if (known) return known;
    const queue = backend.queue(name);
    queue.on('error', onError);
    queues.set(name, queue);
    return queue;
  }

  async function shutDown(graceMs: number): Promise<void> {
    await workers.close(graceMs * 0.8);
    await Promise.all([...queues.values()].map((queue) => queue.close()));
    await backend.close();
  }
}

const pingLimit = 2 * SECOND;
const callLimit = 5 * SECOND;

// Finished jobs keep their id, and so ward off a second job of the same id. Never by `count`:
// on PostgreSQL that halves the throughput.
const keepDay = { removeOnComplete: { age: DAY / SECOND }, removeOnFail: { age: DAY / SECOND } };
const keepNot = { removeOnComplete: true, removeOnFail: true };

async function within<T>(ms: number, promise: Promise<T>, otherwise: T): Promise<T> {
  const abort = new AbortController();
  const limit = delay(ms, otherwise, { signal: abort.signal }).catch(() => otherwise);
  try {
    return await Promise.race([promise, limit]);
  } finally {
    abort.abort();
  }
}
