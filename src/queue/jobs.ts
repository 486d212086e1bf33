import { z } from 'zod';

/** Every job that travels through the queue, and what it carries. Truth stays in the database. */
export const jobs = {
  /** Carry out what stands in the outbox. */
  drain: z.strictObject({}),
  /** Execute one run, if it can still be claimed. */
  run: z.strictObject({ runId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
  /** Count what a request would take; harmless to do twice. */
  preview: z.strictObject({ runId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
} as const;

export type JobName = keyof typeof jobs;
export type Payload<N extends JobName> = z.infer<(typeof jobs)[N]>;

/** The queue of the bot itself: `drain`. */
export const bellQueue = 'bell';

/** The queue of one lane, a target with the labels that its runs need. BullMQ keeps the colon for itself. */
export function runQueue(lane: string): string {
  return `run.${Lane.parse(lane)}`;
}

/** An unknown job or a payload of another version throws: nothing is executed on a guess. */
export function readPayload<N extends JobName>(name: N, data: unknown): Payload<N> {
  return jobs[name].parse(data) as Payload<N>;
}

const Lane = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/);
