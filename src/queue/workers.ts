import { WaitingError } from 'bullmq';
import { SECOND } from '../lib/duration.ts';
import { Fault } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import type { Backend, JobWorker, Work, WorkOptions } from './backend.ts';
import { bellQueue, readPayload, runQueue } from './jobs.ts';

export interface BellHandlers {
  drain(): Promise<void>;
}

export type RunHandler = (runId: string, signal: AbortSignal) => Promise<void>;

export interface RunOptions {
  /** Runs at the same time on one target. */
  concurrency?: number;
  /** Counts what a request would take. */
  onPreview?: (runId: string) => Promise<void>;
  /** Called for a run whose worker vanished: whether it ran is unknown, and it is not run again. */
  onStalled?: (runId: string) => void;
}

/** The workers of one process, which start one by one and stop together. */
export class Workers {
  #backend: Backend;
  #log: Log;
  #onError: (error: Error) => void;
  #workers: JobWorker[] = [];
  #stopping = false;

  constructor(backend: Backend, log: Log, onError: (error: Error) => void) {
    this.#backend = backend;
    this.#log = log;
    this.#onError = onError;
  }

  async workBell(handlers: BellHandlers): Promise<void> {
    const work: Work = async ({ name, data }) => {
      if (name !== 'drain') throw new Error(`unknown job ${name}`);
      readPayload('drain', data);
      return handlers.drain();
    };
    // To look twice is harmless, so a job whose worker vanished is simply taken up again.
    await this.#start(bellQueue, work, { concurrency: 2, maxStalledCount: 1 });
  }

  async workRuns(
    targets: readonly string[],
    handler: RunHandler,
    options: RunOptions,
  ): Promise<void> {
    const work: Work = async ({ name, data }, _token, signal) => {
      if (name === 'preview') return options.onPreview?.(readPayload('preview', data).runId);
      return handler(readPayload('run', data).runId, signal ?? new AbortController().signal);
    };
    for (const target of targets) {
      // The checking worker's own setting decides, so each worker of this queue must say 0.
      const worker = await this.#start(runQueue(target), work, {
        concurrency: options.concurrency ?? 4,
        maxStalledCount: 0,
      });
      worker.on('failed', (job, error) => {
        if (job?.name === 'run' && stalled.test(error.message))
          options.onStalled?.(readPayload('run', job.data).runId);
      });
    }
  }

  /** Takes no new job, gives those in hand until `cancelAtMs`, then tells them to stop. */
  async close(cancelAtMs: number): Promise<void> {
    this.#stopping = true;
    const cancel = setTimeout(() => {
      for (const worker of this.#workers) worker.cancelAllJobs('Runbell is stopping');
    }, cancelAtMs);
    await Promise.all(this.#workers.map((worker) => worker.close()));
    clearTimeout(cancel);
  }

  async #start(
    queue: string,
    work: Work,
    options: Pick<WorkOptions, 'concurrency' | 'maxStalledCount'>,
  ): Promise<JobWorker> {
    const guarded: Work = async (job, token, signal) => {
      if (!this.#stopping) return work(job, token, signal);
      // A worker that was waiting when it was told to close still takes one job: it goes back.
      await job.moveToWait(token);
      throw new WaitingError();
    };
    // A worker on a pool that has ended spins for ever, and would not even let a signal through.
    if (this.#stopping) throw new Fault('queue-unreachable', 'The job queue is being closed.');
    const worker = this.#backend.worker(queue, guarded, { ...lockLimits, ...options });
    worker.on('error', this.#onError);
    worker.on('failed', (job, error) => {
      const message = stalled.test(error.message) ? 'job lost its worker' : 'job failed';
      this.#log.error({ queue, job: job?.id, err: error }, message);
    });
    this.#workers.push(worker);
    await worker.waitUntilReady().catch((cause: unknown) => {
      throw new Fault(
        'queue-unreachable',
        `The job queue ${queue} went away while its worker started. Start again.`,
        { cause },
      );
    });
    return worker;
  }
}

const stalled = /stalled more than allowable limit/;

// A vanished worker is noticed after 4 to 6 s; a process that hangs for more than 3 s looks vanished.
const lockLimits = {
  lockDuration: 3 * SECOND,
  stalledInterval: 1.5 * SECOND,
  runRetryDelay: SECOND,
};
