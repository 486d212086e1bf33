import { z } from 'zod';
import { formatDuration, MINUTE, SECOND } from '../lib/duration.ts';
import { Duration } from '../oncall/policy.ts';
import { VariableName } from './names.ts';

const within = Duration.refine(
  (ms) => ms >= SECOND && ms <= 30 * MINUTE,
  'a duration from 1s to 30m',
).default(30_000);

const delay = Duration.refine((ms) => ms <= 10 * MINUTE, 'a duration up to 10m').optional();

const timing = {
  /** How long it may take until it holds. */
  within,
  /** How long the service is left alone before the first look. */
  delay,
  /** How often in a row it must hold, a second apart. */
  stable: z.number().int().min(1).max(60).optional(),
};

const scalar = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);

const HttpCheck = z.strictObject({
  http: z.url({ protocol: /^https?$/, error: 'an address that begins with http:// or https://' }),
  status: z.number().int().min(100).max(599).default(200),
  /** A text that must stand in the answer. */
  contains: z.string().min(1).max(500).optional(),
  /** Values that must stand in the answer, by their path: `checks.database: up`. */
  json: z.record(z.string().min(1).max(200), scalar).optional(),
  ...timing,
});

const address = 'host:port, such as 127.0.0.1:5432 or [::1]:5432';

const TcpCheck = z.strictObject({
  /** Somebody takes the connection. */
  tcp: z
    .string({ error: address })
    .regex(/^(\[[0-9a-f:.]+\]|[A-Za-z0-9.-]+):\d{1,5}$/i, { error: address })
    .refine((text) => portOf(text) > 0 && portOf(text) <= 65_535, { error: address }),
  ...timing,
});

const CommandCheck = z.strictObject({
  /** It ends with 0, on the target of the action and within its limits. */
  command: z.array(z.string().min(1), { error: 'a list of words such as [./check.sh]' }).min(1),
  ...timing,
});

const name = z.string().min(1).max(200);

const CheckedQueue = z.union([
  z.strictObject({ bullmq: name, prefix: name.optional(), url: VariableName }),
  z.strictObject({ list: name, url: VariableName }),
  z.strictObject({ stream: name, url: VariableName }),
]);

const QueueCheck = z.strictObject({
  queue: CheckedQueue,
  /** The most jobs that each of these states may hold: `{ waiting: 10, failed: 0 }`. */
  at_most: z
    .record(z.string().min(1).max(40), z.number().int().min(0))
    .refine((states) => Object.keys(states).length > 0, 'a state with its number'),
  ...timing,
});

export const Check = z.union([HttpCheck, TcpCheck, CommandCheck, QueueCheck]);
export type Check = z.infer<typeof Check>;
export type HttpCheck = z.infer<typeof HttpCheck>;
export type QueueCheck = z.infer<typeof QueueCheck>;
export type CommandCheck = z.infer<typeof CommandCheck>;

/** How to see, after an action, that it worked: each in turn is asked until it holds or its time is over. */
export const Verify = z
  .union([Check, z.array(Check).min(1).max(5)])
  .transform((checks): Check[] => (Array.isArray(checks) ? checks : [checks]));
export type Verify = z.infer<typeof Verify>;

/** A check in a few words, without anything secret: `127.0.0.1:5432 takes a connection`. */
export function goalOf(check: Check): string {
  if ('http' in check) return `${withoutCredentials(check.http)} answers ${check.status}`;
  if ('tcp' in check) return `${check.tcp} takes a connection`;
  if ('command' in check) return `${check.command.join(' ')} ends with 0`;
  const most = Object.entries(check.at_most).map(([state, count]) => `${count} ${state}`);
  return `${queueNameOf(check)} has at most ${most.join(' and ')}`;
}

/** The same with the time that it has. */
export function goalWithin(check: Check): string {
  return `${goalOf(check)} within ${formatDuration(check.within)}`;
}

export function queueNameOf({ queue }: QueueCheck): string {
  if ('list' in queue) return queue.list;
  return 'stream' in queue ? queue.stream : queue.bullmq;
}

export function withoutCredentials(address: string): string {
  const url = new URL(address);
  const path = url.pathname === '/' && !address.endsWith('/') ? '' : url.pathname;
  return `${url.protocol}//${url.host}${path}${url.search ? '?…' : ''}`;
}

function portOf(text: string): number {
  return Number(text.slice(text.lastIndexOf(':') + 1));
}
