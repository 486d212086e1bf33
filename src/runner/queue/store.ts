import { notBegun, type QueueOperation } from '../../action/queue-operation.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { openBullMq } from './bullmq.ts';
import { openList } from './list.ts';
import { openStream } from './stream.ts';

/** How many jobs are in each state. A list has `waiting`, a stream `entries`. */
export type Counts = Record<string, number>;

/** One queue of a service, opened for a moment. */
export interface QueueStore {
  counts(): Promise<Counts>;
  /** A few jobs of a state, as people tell them apart. */
  sample(state: string, most: number): Promise<string[]>;
  /** Takes out up to some thousand jobs of a state: how many, and whether there may be more. */
  remove(state: string): Promise<{ removed: number; more: boolean }>;
  /** Gives failed jobs back to the workers; those that fail meanwhile stay. */
  retryFailed(): Promise<void>;
  /** More about it than its counts, for whoever only counts. */
  notes(): Promise<string[]>;
  /** False when nothing of its name is there, so that a misspelt one does not pass for empty. */
  known(): Promise<boolean>;
  close(): Promise<void>;
}

/** Rejects when nobody answers, or when something else than a queue has the name. */
export function openStore(queue: QueueOperation, address: string): Promise<QueueStore> {
  if ('list' in queue) return openList(queue.list, address);
  if ('stream' in queue) return openStream(queue.stream, address);
  return openBullMq(queue, address);
}

/** The states whose jobs the operation takes. */
export function taken(queue: QueueOperation): readonly string[] {
  switch (queue.operation) {
    case 'count':
      return [];
    case 'retry-failed':
      return ['failed'];
    case 'clean':
      return queue.states ?? [];
    case 'drain':
      if ('list' in queue) return ['waiting'];
      return 'stream' in queue ? ['entries'] : notBegun;
    default:
      return unreachable(queue);
  }
}
