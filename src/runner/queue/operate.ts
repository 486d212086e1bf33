import type { QueueOperation } from '../../action/queue-operation.ts';
import { queueName } from '../../action/queue-operation.ts';
import { createRedactor } from '../../action/redact.ts';
import { cancelledAfter, stoppedAtLimit, type Verdict, verdict } from '../outcome.ts';
import type { Environment } from '../preflight.ts';
import type { Recorder } from '../recorder.ts';
import { change, forecast, inWords, sampleOf } from './forecast.ts';
import { type Counts, openStore, type QueueStore, taken } from './store.ts';

const lastBatchMs = 2_000;

type Say = (text: string) => Promise<void>;

/** Works on the service's own queue, and says what was there before and after. */
export async function operateQueue(
  plan: { queue: QueueOperation; dryRun?: true },
  environment: Environment,
  limits: { timeoutMs: number; signal: AbortSignal },
  recorder: Pick<Recorder, 'say'>,
): Promise<Verdict> {
  const { queue } = plan;
  const name = queueName(queue);
  const untouched = plan.dryRun || queue.operation === 'count' ? '' : '; nothing was changed';
  const opened = await open(queue, environment);
  if ('problem' in opened) return verdict('failed', `${opened.problem}${untouched}`);
  const { store, hide } = opened;
  const stop = AbortSignal.any([limits.signal, AbortSignal.timeout(limits.timeoutMs)]);
  const started = performance.now();
  const say: Say = (text) => recorder.say(`${hide(text)}\n`);
  try {
    if (!(await store.known())) {
      const where = `at $${queue.url}: check its name and the address`;
      return verdict('failed', `no queue ${name} is known ${where}${untouched}`);
    }
    const work = plan.dryRun ? tell(store, queue, say) : carryOut(store, queue, stop, say);
    const line = hide(await Promise.race([work, noAnswer(stop)]));
    if (limits.signal.aborted) return cancelledAfter(performance.now() - started, line);
    if (stop.aborted) return stoppedAtLimit(limits.timeoutMs, line);
    return verdict('succeeded', line);
  } catch (error) {
    const then = untouched ? '; count its jobs before you try again' : '';
    return verdict(
      'failed',
      `${queue.operation} of ${name} broke off: ${hide(reason(error))}${then}`,
    );
  } finally {
    await store.close();
  }
}

/** How many jobs are in each state now; a string says why that is not known. */
export async function countJobs(
  queue: QueueOperation,
  environment: Environment,
): Promise<Counts | string> {
  const opened = await open(queue, environment);
  if ('problem' in opened) return opened.problem;
  const { store, hide } = opened;
  try {
    if (await store.known()) return await store.counts();
    return `no queue ${queueName(queue)} is known at $${queue.url}`;
  } catch (error) {
    return `${queueName(queue)} could not be counted: ${hide(reason(error))}`;
  } finally {
    await store.close();
  }
}

/** The queue at the address that the worker's environment names, or why there is none. */
async function open(
  queue: QueueOperation,
  environment: Environment,
): Promise<{ store: QueueStore; hide: (text: string) => string } | { problem: string }> {
  const address = environment[queue.url];
  if (!address) {
    const what = "give the worker the address of the queue's Redis or PostgreSQL in it";
    return { problem: `the environment variable ${queue.url} is not set: ${what}` };
  }
  const { text: hide } = createRedactor({ values: passwordsIn(address) });
  try {
    return { store: await openStore(queue, address), hide };
  } catch (error) {
    const why = hide(reason(error));
    const where = `at $${queue.url}`;
    return { problem: `the queue ${queueName(queue)} cannot be reached ${where}: ${why}` };
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error instanceof Error ? error.message || String(error) : String(error);
}

/** A batch ends by itself soon after `stop`, unless the connection hangs. */
function noAnswer(stop: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const giveUp = () =>
      setTimeout(resolve, lastBatchMs, 'the queue does not answer any more').unref();
    stop.addEventListener('abort', giveUp, { once: true });
  });
}

async function tell(store: QueueStore, queue: QueueOperation, say: Say): Promise<string> {
  const text = await forecast(store, queue);
  await say(text);
  return text;
}

async function carryOut(
  store: QueueStore,
  queue: QueueOperation,
  stop: AbortSignal,
  say: Say,
): Promise<string> {
  const before = await store.counts();
  if (queue.operation === 'count') return count(store, before, say);
  const sample = await sampleOf(store, queue, before);
  const done =
    queue.operation === 'retry-failed'
      ? await retry(store, before)
      : await remove(store, taken(queue), stop, say);
  const after = await store.counts();
  const line = change(queue, before, after);
  await say(line);
  if (done.jobs > 0 && sample.length > 0) await say(`among them: ${sample.join(', ')}`);
  return `${done.what} ${queueName(queue)}: ${line}`;
}

async function count(store: QueueStore, counts: Counts, say: Say): Promise<string> {
  const line = inWords(counts);
  await say(line);
  for (const note of await store.notes()) await say(note);
  return line;
}

async function retry(store: QueueStore, { failed = 0 }: Counts) {
  await store.retryFailed();
  return { jobs: failed, what: 'gave failed jobs back in' };
}

async function remove(store: QueueStore, states: readonly string[], stop: AbortSignal, say: Say) {
  let removed = 0;
  for (const state of states) {
    for (let more = true; more && !stop.aborted; ) {
      const took = await store.remove(state);
      removed += took.removed;
      more = took.more;
      if (more) await say(`${removed} removed so far`);
    }
  }
  return { jobs: removed, what: `removed ${removed} ${removed === 1 ? 'job' : 'jobs'} from` };
}

function passwordsIn(address: string): string[] {
  if (!URL.canParse(address)) return [address];
  const { password } = new URL(address);
  return password === '' ? [] : [password, decodeURIComponent(password)];
}
