import type { BullMqOperation, JobState } from '../../action/queue-operation.ts';
import { openQueue } from './address.ts';
import type { QueueStore } from './store.ts';

const batch = 10_000;
/** BullMQ spares jobs younger than this many milliseconds; below zero, none are, whatever the other clock says. */
const sparesNone = -86_400_000;

export async function openBullMq(
  { bullmq, prefix }: BullMqOperation,
  address: string,
): Promise<QueueStore> {
  const { queue, known, close } = await openQueue(bullmq, address, { prefix });
  // Before BullMQ 6 a queue that is paused kept what waits in a list of its own, on Redis.
  const older = /^rediss?:/.test(address);
  return {
    counts: async () => {
      const counts = await queue.getJobCounts();
      if (!older) return counts;
      const { paused = 0 } = await queue.getJobCounts(inOlder);
      return { ...counts, waiting: (counts.waiting ?? 0) + paused };
    },
    sample: async (state, most) => {
      const jobs = await queue.getJobs(statesOf(state, older), 0, most - 1);
      const told = jobs.slice(0, most).filter((job) => job !== undefined);
      return told.map(({ name, id }) => `${cut(name)} #${cut(id ?? '?')} (${state})`);
    },
    remove: async (state) => {
      let removed = 0;
      let more = false;
      for (const one of statesOf(state, older)) {
        const took = (await queue.clean(sparesNone, batch, one)).length;
        removed += took;
        more ||= took === batch;
      }
      return { removed, more };
    },
    // Up to now: a job that fails again at once would be given back for ever.
    retryFailed: () => queue.retryJobs({ state: 'failed', count: 1000, timestamp: Date.now() }),
    notes: async () => [],
    known,
    close,
  };
}

/** A state that the types of BullMQ 6 do not have any more, and its scripts do. */
const inOlder = 'paused' as 'waiting';

function statesOf(state: string, older: boolean): JobState[] {
  return state === 'waiting' && older ? ['waiting', inOlder] : [state as JobState];
}

function cut(text: string): string {
  return text.slice(0, 60);
}
