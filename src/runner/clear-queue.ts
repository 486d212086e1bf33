import type { Job } from 'bullmq';
import type { QueueClear } from '../action/catalogue.ts';
import { cancelledAfter, stoppedAtLimit, type Verdict, verdict } from './outcome.ts';
import type { Environment } from './preflight.ts';
import { type OpenQueue, openQueue } from './queue-address.ts';
import type { Recorder } from './recorder.ts';

const batch = 10_000;
const sampleSize = 5;
const lastBatchMs = 2_000;
/** BullMQ spares jobs younger than this many milliseconds; below zero, none are, whatever the other clock says. */
const sparesNone = -86_400_000;

/** Empties the named states of the service's own queue, and says what was there before and after. */
export async function clearQueue(
  plan: QueueClear,
  environment: Environment,
  limits: { timeoutMs: number; signal: AbortSignal },
  recorder: Recorder,
): Promise<Verdict> {
  const address = environment[plan.url];
  if (!address) {
    const why = `the environment variable ${plan.url} is not set`;
    return verdict(
      'failed',
      `${why}: give the worker the address of the queue's Redis or PostgreSQL in it`,
    );
  }
  let open: OpenQueue;
  try {
    open = await openQueue(plan.bullmq, address);
  } catch (error) {
    return verdict(
      'failed',
      `the queue ${plan.bullmq} cannot be reached at $${plan.url}: ${reason(error)}; nothing was removed`,
    );
  }
  const stop = AbortSignal.any([limits.signal, AbortSignal.timeout(limits.timeoutMs)]);
  const started = performance.now();
  try {
    const done = await Promise.race([clear(open.queue, plan, stop, recorder), noAnswer(stop)]);
    const { line, removed } = done;
    if (limits.signal.aborted) return cancelledAfter(performance.now() - started, line);
    if (stop.aborted) return stoppedAtLimit(limits.timeoutMs, line);
    return verdict('succeeded', `removed ${removed} jobs from ${plan.bullmq}: ${line}`);
  } catch (error) {
    return verdict(
      'failed',
      `clearing ${plan.bullmq} broke off: ${reason(error)}; count its jobs before you try again`,
    );
  } finally {
    await open.close();
  }
}

/** A batch ends by itself soon after `stop`, unless the connection hangs. */
function noAnswer(stop: AbortSignal): Promise<{ line: string; removed: number }> {
  return new Promise((resolve) => {
    const giveUp = () =>
      setTimeout(resolve, lastBatchMs, {
        line: 'the queue does not answer any more',
        removed: 0,
      }).unref();
    stop.addEventListener('abort', giveUp, { once: true });
  });
}

async function clear(
  queue: OpenQueue['queue'],
  plan: QueueClear,
  stop: AbortSignal,
  recorder: Recorder,
): Promise<{ line: string; removed: number }> {
  const before = await queue.getJobCounts();
  const sample: string[] = [];
  let removed = 0;
  for (const state of plan.states) {
    const jobs = await queue.getJobs([state], 0, sampleSize - 1);
    sample.push(...jobs.map((job) => describe(job, state)));
    for (let count = batch; count === batch && !stop.aborted; ) {
      count = (await queue.clean(sparesNone, batch, state)).length;
      removed += count;
    }
  }
  const after = await queue.getJobCounts();
  const line = compare(before, after, plan.states);
  await recorder.say(`${line}\n`);
  if (removed > 0) await recorder.say(`among them: ${sample.slice(0, sampleSize).join(', ')}\n`);
  return { line, removed };
}

/** `waiting 120 -> 0, failed 8 -> 0, delayed 3 (left)` */
function compare(before: Counts, after: Counts, cleared: string[]): string {
  const others = Object.keys(after).filter((state) => !cleared.includes(state) && after[state]);
  return [
    ...cleared.map((state) => `${state} ${before[state] ?? 0} -> ${after[state] ?? 0}`),
    ...others.map((state) => `${state} ${after[state]} (left)`),
  ].join(', ');
}

type Counts = Record<string, number>;

function describe(job: Job, state: string): string {
  return `${job.name.slice(0, 60)} #${(job.id ?? '?').slice(0, 60)} (${state})`;
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error instanceof Error ? error.message || String(error) : String(error);
}
