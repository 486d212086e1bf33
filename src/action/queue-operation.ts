import { z } from 'zod';
import { unreachable } from '../lib/unreachable.ts';
import type { CommandClass } from '../runbook/model.ts';
import { VariableName } from './names.ts';

const name = z.string().min(1).max(200);
const operations = ['count', 'drain', 'clean', 'retry-failed'] as const;

/** States that jobs are taken from; one that a worker has in hand is never touched. */
const states = ['waiting', 'prioritized', 'delayed', 'failed', 'completed'] as const;
export type JobState = (typeof states)[number];

/** All that has not begun, in any of BullMQ's ways of waiting. */
export const notBegun: readonly JobState[] = ['waiting', 'prioritized', 'delayed'];

const Redis = { url: VariableName, operation: z.enum(['count', 'drain']) };

const BullMq = z
  .strictObject({
    bullmq: name.regex(/^[^:]*$/, { error: 'a name without colons, as BullMQ wants it' }),
    /** What the service calls BullMQ's keys, where it is not `bull`. */
    prefix: name.optional(),
    url: VariableName,
    operation: z.enum(operations).default('clean'),
    states: z.array(z.enum(states)).min(1).optional(),
  })
  .superRefine(({ operation, states: named }, context) => {
    if (operation === 'clean' && named === undefined)
      context.addIssue({ code: 'custom', path: ['states'], message: 'the states to empty' });
    if (operation !== 'clean' && named !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['states'],
        message: `it with \`operation: clean\` only, or take it out`,
      });
  });

/** The *service's own* queue; `url` names the environment variable that holds its address. */
export const QueueOperation = z.union([
  z.strictObject({ list: name, ...Redis }),
  z.strictObject({ stream: name, ...Redis }),
  BullMq,
]);
export type QueueOperation = z.infer<typeof QueueOperation>;
export type BullMqOperation = z.infer<typeof BullMq>;

/** What it is when service.yaml does not say: what is removed is gone. */
export function classOfQueue({ operation }: QueueOperation): CommandClass {
  switch (operation) {
    case 'count':
      return 'readonly';
    case 'retry-failed':
      return 'mutating';
    case 'drain':
    case 'clean':
      return 'destructive';
    default:
      return unreachable(operation);
  }
}

export function queueName(queue: QueueOperation): string {
  if ('list' in queue) return queue.list;
  return 'stream' in queue ? queue.stream : queue.bullmq;
}

/** The queue with another name, as a parameter may give it. */
export function withQueueName<Q extends QueueOperation>(
  queue: Q,
  rename: (name: string) => string,
): Q {
  if ('list' in queue) return { ...queue, list: rename(queue.list) };
  if ('stream' in queue) return { ...queue, stream: rename(queue.stream) };
  return { ...queue, bullmq: rename(queue.bullmq) };
}

/** `queue clean campaign-emails (waiting, failed) at $MAILS_URL` */
export function queueLine(queue: QueueOperation): string {
  const kind = 'list' in queue ? 'list ' : 'stream' in queue ? 'stream ' : '';
  const prefix = 'bullmq' in queue && queue.prefix ? `${queue.prefix}:` : '';
  const named = 'bullmq' in queue && queue.states ? ` (${queue.states.join(', ')})` : '';
  return `queue ${queue.operation} ${kind}${prefix}${queueName(queue)}${named} at $${queue.url}`;
}
