import type { BullMqOperation } from '../action/queue-operation.ts';
import type { Plan } from '../action/run.ts';

/** Plans as rows hold them; the first kind of queue operation had no name for itself. */
export type StoredPlan = Plan | { kind: 'clear-queue'; queue: Omit<BullMqOperation, 'operation'> };

export function readPlan(stored: StoredPlan): Plan {
  return stored.kind === 'clear-queue'
    ? { kind: 'queue', queue: { ...stored.queue, operation: 'clean' } }
    : stored;
}
