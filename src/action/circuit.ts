import { z } from 'zod';
import { DAY, formatDuration, MINUTE, SECOND } from '../lib/duration.ts';
import { Duration } from '../oncall/policy.ts';
import { clockTime } from './moment.ts';

const failures = z.number().int().min(0).max(100);
const time = Duration.refine((ms) => ms >= SECOND && ms <= DAY, 'a duration from 1s to 1d');

/** After so many failures within a while an action is locked for a while; 0 never locks. */
export const Circuit = z.strictObject({
  failures: failures.default(3),
  within: time.default(10 * MINUTE),
  lock: time.default(10 * MINUTE),
});
export type Circuit = z.infer<typeof Circuit>;

export const CircuitOverride = z.strictObject({
  failures: failures.optional(),
  within: time.optional(),
  lock: time.optional(),
});

/** An approver's word that an action may be tried before its lock ends. */
export interface Override {
  by: string;
  at: Date;
}

export interface CircuitQuestion {
  circuit: Circuit;
  /** When runs of the action ended badly: failed, did not pass their check, or were lost. */
  failures: readonly Date[];
  overrides: readonly Override[];
  /** Whoever wants to run it: nobody opens a lock for themselves. Null: whoever it may be. */
  by: string | null;
}

export interface Lock {
  /** The failure that closed it. */
  since: Date;
  until: Date;
  failures: number;
  within: number;
}

/** The last lock that these failures make, over or not; null when there is none. */
function lastLock({ circuit, failures, overrides, by }: CircuitQuestion): Lock | null {
  if (circuit.failures === 0) return null;
  const opened = overrides.filter((one) => one.by !== by).map(({ at }) => at.getTime());
  const from = Math.max(Number.NEGATIVE_INFINITY, ...opened);
  // What failed before somebody opened the lock is forgiven.
  const times = failures
    .map((at) => at.getTime())
    .filter((at) => at > from)
    .toSorted((a, b) => a - b);
  const closing = times.findLast((at, index) => {
    const first = times[index - circuit.failures + 1];
    return first !== undefined && at - first <= circuit.within;
  });
  if (closing === undefined) return null;
  const { within, lock } = circuit;
  const count = times.filter((at) => at <= closing && closing - at <= within).length;
  return {
    since: new Date(closing),
    until: new Date(closing + lock),
    failures: count,
    within,
  };
}

/** The lock that holds at `now`. */
export function lockAt(question: CircuitQuestion, now: Date): Lock | null {
  const lock = lastLock(question);
  return lock !== null && now < lock.until ? lock : null;
}

/** How far back a failure can still matter. */
export function memory({ within, lock }: Circuit): number {
  return within + lock;
}

/** "*Restart* failed 3 times in 10m: locked until 03:25." */
export function lockText(label: string, { failures, within, until }: Lock): string {
  const times = failures === 1 ? 'once' : `${failures} times`;
  return `*${label}* failed ${times} in ${formatDuration(within)}: locked until ${clockTime(until)}.`;
}
