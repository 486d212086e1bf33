import type { QueueOperation } from '../../action/queue-operation.ts';
import { type Counts, type QueueStore, taken } from './store.ts';

const shown = 5;

/** What the operation would take now: "would remove 120 waiting, 8 failed; e.g. …". */
export async function forecast(store: QueueStore, queue: QueueOperation): Promise<string> {
  const counts = await store.counts();
  const states = taken(queue).filter((state) => (counts[state] ?? 0) > 0);
  const does = queue.operation === 'retry-failed' ? 'would give back' : 'would remove';
  if (states.length === 0) return `${does} nothing: ${inWords(counts)}`;
  const what = states.map((state) => `${counts[state]} ${state}`).join(', ');
  const sample = await sampleOf(store, queue, counts);
  return `${does} ${what}${sample.length > 0 ? `; e.g. ${sample.join(', ')}` : ''}`;
}

/** A few of the jobs that the operation takes, from the first states that have any. */
export async function sampleOf(
  store: QueueStore,
  queue: QueueOperation,
  counts: Counts,
): Promise<string[]> {
  const sample: string[] = [];
  for (const state of taken(queue)) {
    if (sample.length >= shown || !counts[state]) continue;
    sample.push(...(await store.sample(state, shown - sample.length)));
  }
  return sample;
}

/** `waiting 120 -> 0, failed 8 -> 0, delayed 3 (left)` */
export function change(queue: QueueOperation, before: Counts, after: Counts): string {
  const moved = queue.operation === 'retry-failed' ? ['failed', 'waiting'] : taken(queue);
  const told = moved.filter(
    (state, index) =>
      queue.operation === 'clean' || index === 0 || (before[state] ?? 0) + (after[state] ?? 0) > 0,
  );
  const others = Object.keys(after).filter((state) => !moved.includes(state) && after[state]);
  return [
    ...told.map((state) => `${state} ${before[state] ?? 0} -> ${after[state] ?? 0}`),
    ...others.map((state) => `${state} ${after[state]} (left)`),
  ].join(', ');
}

/** `waiting 120, failed 8`; "it is empty". */
export function inWords(counts: Counts): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.length === 0
    ? 'it is empty'
    : some.map(([state, count]) => `${state} ${count}`).join(', ');
}
