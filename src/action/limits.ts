import { z } from 'zod';
import { formatDuration, MINUTE } from '../lib/duration.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import { Circuit, CircuitOverride } from './circuit.ts';
import { clockTime } from './moment.ts';

const number = z.number().int().min(1).max(10_000);

function scope(runs: number, outstanding: number) {
  return z
    .strictObject({
      /** Runs asked for within any minute. */
      runs_per_minute: number.default(runs),
      /** Requests that wait for approval at one time. */
      outstanding: number.default(outstanding),
    })
    .prefault({});
}

/** In runbell.yaml: how much one person, one service and everybody together may ask for. */
export const Limits = z.strictObject({
  person: scope(20, 10),
  service: scope(40, 20),
  all: scope(120, 60),
  circuit: Circuit.prefault({}),
});
export type Limits = z.infer<typeof Limits>;

const own = z.strictObject({
  runs_per_minute: number.optional(),
  outstanding: number.optional(),
});

/** In a service.yaml: what is otherwise for this service. */
export const ServiceLimits = z.strictObject({
  person: own.optional(),
  service: own.optional(),
  circuit: CircuitOverride.optional(),
});
export type ServiceLimits = z.infer<typeof ServiceLimits>;

/** At one action: how often it may be asked for, and when it locks. */
export const ActionLimits = z.strictObject({
  runs_per_minute: number.optional(),
  circuit: CircuitOverride.optional(),
});
export type ActionLimits = z.infer<typeof ActionLimits>;

export const scopes = ['person', 'action', 'service', 'all'] as const;
export type Scope = (typeof scopes)[number];

/** What stands against one limit. `null`: there is no such limit here. */
export interface Use {
  limit: { runs_per_minute: number | null; outstanding: number | null };
  /** When runs were asked for within the last minute. */
  asked: readonly Date[];
  /** When each request that waits for approval expires. */
  waiting: readonly Date[];
}

export interface LimitQuestion {
  uses: Record<Scope, Use>;
  /** What a refusal calls them. */
  service: string;
  label: string;
  /** Whether the run would have to wait for an approval. */
  approval: boolean;
  now: Date;
}

interface Exceeded {
  scope: Scope;
  what: 'runs' | 'outstanding';
  limit: number;
  /** From then on there is room again, whatever else happens. */
  again: Date;
}

/** Null, or the limit that is reached and when to try again: of several the one that takes longest. */
export function judgeLimits(question: LimitQuestion): Refusal | null {
  const exceeded = scopes.flatMap((scope) => exceededIn(scope, question));
  const [first, ...others] = exceeded;
  if (first === undefined) return null;
  const worst = others.reduce((a, b) => (b.again > a.again ? b : a), first);
  return refuse('limit', inWords(worst, question));
}

function exceededIn(scope: Scope, { uses, approval, now }: LimitQuestion): Exceeded[] {
  const { limit, asked, waiting } = uses[scope];
  const runs = limit.runs_per_minute;
  const recent = sorted(asked).filter((at) => now.getTime() - at.getTime() < MINUTE);
  // There is room once all but one less than the limit are older than a minute.
  const leaves = runs === null ? undefined : recent[recent.length - runs];
  const requests = limit.outstanding;
  const ends =
    requests === null || !approval ? undefined : sorted(waiting)[waiting.length - requests];
  return [
    ...(runs !== null && leaves !== undefined
      ? [{ scope, what: 'runs' as const, limit: runs, again: new Date(leaves.getTime() + MINUTE) }]
      : []),
    ...(requests !== null && ends !== undefined
      ? [{ scope, what: 'outstanding' as const, limit: requests, again: ends }]
      : []),
  ];
}

function inWords({ scope, what, limit, again }: Exceeded, question: LimitQuestion): string {
  const { service, label, now } = question;
  const inTime = formatDuration(Math.max(1000, again.getTime() - now.getTime()));
  const at = `${clockTime(again)}, in ${inTime}`;
  const whom = {
    person: 'one person',
    action: `*${label}*`,
    service,
    all: 'all services together',
  }[scope];
  return what === 'runs'
    ? `${limit === 1 ? '1 run within a minute is' : `${limit} runs within a minute are`} the limit for ${whom}. You may ask again at ${at}.`
    : `${limit === 1 ? '1 request waits' : `${limit} requests wait`} for approval, as many as may for ${whom}. You may ask again once one of them is decided or withdrawn, at the latest at ${at}.`;
}

function sorted(times: readonly Date[]): Date[] {
  return times.toSorted((a, b) => a.getTime() - b.getTime());
}
