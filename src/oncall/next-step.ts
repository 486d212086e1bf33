import type { Escalation } from './escalation.ts';
import type { Level, NamedPolicy, Policy } from './policy.ts';
import { eachOnce, personOf, type Recipient } from './recipient.ts';
import { nextOf } from './round-robin.ts';
import { severityFits, timeFits, type When } from './when.ts';

/** What the next step depends on beside the copy of the policy. */
export interface Around {
  /** How bad it is by now. */
  severity: string;
  /** Whom the targets of a level lead to now, each once. */
  reach(targets: readonly string[]): Reached[];
  /** Whom a level that pages one at a time has paged, the one longest ago first. */
  turns(policy: string, level: string): readonly string[];
}

/** `zone`: whose clock counts where a level goes by the person's own. */
export interface Reached extends Recipient {
  zone: string;
}

export interface PagedLevel {
  policy: string;
  index: number;
  name: string;
  to: Recipient[];
  /** It was one person's turn: the next time it is another's. */
  turn: boolean;
}

/** A level that is not paged, and why. */
export interface Passed {
  policy: string;
  name: string;
  why: 'empty' | When;
}

export interface EscalationStep {
  escalation: Escalation;
  /** The level to page now; null when everyone was paged or nobody can be. */
  paged: PagedLevel | null;
  /** Levels passed over on the way, each once. */
  passed: Passed[];
}

/** The next step of an escalation. A level that is empty, or not for now, passes to the next one at once. */
export function nextStep(escalation: Escalation, now: Date, around: Around): EscalationStep {
  if (escalation.state === 'awaiting') return pageMissing(escalation, now);
  if (escalation.state !== 'running') return { escalation, paged: null, passed: [] };
  return walk(escalation, now, around, []);
}

/** Whether a further step is still to come after the level that was paged last. */
export function hasNext(escalation: Escalation): boolean {
  return following(escalation) !== null;
}

/** The level that the next step pages if it is there, for people to read; null when the next step ends it. */
export function nextLevel(escalation: Escalation): Level | null {
  const next = following(escalation);
  return next === null
    ? null
    : (policyAt(escalation, next.handed)?.policy.levels[next.level] ?? null);
}

/** The name of the policy that the next step hands over to; null when it stays. */
export function handsOver(escalation: Escalation): string | null {
  const next = following(escalation);
  if (next === null || next.handed === escalation.handed) return null;
  return policyAt(escalation, next.handed)?.name ?? null;
}

function walk(escalation: Escalation, now: Date, around: Around, passed: Passed[]): EscalationStep {
  const next = following(escalation);
  const named = next && policyAt(escalation, next.handed);
  const level = next && named?.policy.levels[next.level];
  if (!next || !named || !level) {
    const ended = { ...escalation, state: 'exhausted' as const, nextAt: null, asked: false };
    return { escalation: ended, paged: null, passed };
  }
  const there = { ...escalation, ...next, policyName: named.name, policy: named.policy };
  const to = recipientsOf(level, named.name, now, around, escalation.asked);
  if ('why' in to) {
    const told = passed.some(({ policy, name }) => policy === named.name && name === level.name);
    const one = { policy: named.name, name: level.name, why: to.why };
    // Nobody of this level was paged: who acknowledges meanwhile is not one of them.
    const moved = { ...there, asked: false, paged: [], acked: [] };
    return walk(moved, now, around, told ? passed : [...passed, one]);
  }
  return {
    escalation: {
      ...there,
      asked: false,
      nextAt: new Date(now.getTime() + level.wait),
      paged: to.flatMap(({ user }) => user ?? []),
      acked: [],
    },
    paged: {
      policy: named.name,
      index: next.level,
      name: level.name,
      to,
      turn: level.round_robin ?? false,
    },
    passed,
  };
}

function recipientsOf(
  { page, when, name, round_robin }: Level,
  policy: string,
  now: Date,
  { severity, reach, turns }: Around,
  asked: boolean,
): Recipient[] | { why: Passed['why'] } {
  const rule = asked ? undefined : when;
  if (rule && !severityFits(rule, severity)) return { why: rule };
  if (rule?.zone && rule.zone !== 'person' && !timeFits(rule, rule.zone, now)) return { why: rule };
  const reached = reach(page);
  if (reached.length === 0) return { why: 'empty' };
  const awake =
    rule?.zone === 'person' ? reached.filter(({ zone }) => timeFits(rule, zone, now)) : reached;
  if (rule && awake.length === 0) return { why: rule };
  const to = eachOnce(awake.map(({ kind, user, name: of }) => ({ kind, user, name: of })));
  return round_robin ? nextOf(to, turns(policy, name)) : to;
}

/** Others have acknowledged: whoever of the level has not is paged again, and nobody else. */
function pageMissing(escalation: Escalation, now: Date): EscalationStep {
  const { policy, policyName, level, paged, acked } = escalation;
  const current = policy?.levels[level ?? 0];
  const left = paged.filter((user) => !acked.includes(user));
  if (!current || left.length === 0) {
    const done = { ...escalation, state: 'acknowledged' as const, nextAt: null };
    return { escalation: done, paged: null, passed: [] };
  }
  return {
    escalation: { ...escalation, nextAt: new Date(now.getTime() + current.wait) },
    paged: {
      policy: policyName ?? '',
      index: level ?? 0,
      name: current.name,
      to: left.map(personOf),
      turn: false,
    },
    passed: [],
  };
}

interface Place {
  handed: number;
  level: number;
  repeats: number;
  round: number;
}

function following(escalation: Escalation): Place | null {
  const { policy, handed, repeats, round } = escalation;
  if (policy === null) return null;
  const level = escalation.level === null ? 0 : escalation.level + 1;
  if (level < policy.levels.length) return { handed, level, repeats, round };
  if (repeats < policy.repeat) return repeated(policy, { handed, repeats: repeats + 1, round });
  const further = policyAt(escalation, handed + 1);
  return further && { handed: handed + 1, level: 0, repeats: 0, round: round + 1 };
}

function repeated(policy: Policy, at: Omit<Place, 'level'>): Place {
  return policy.repeat_from === 'first'
    ? { ...at, level: 0, round: at.round + 1 }
    : { ...at, level: policy.levels.length - 1 };
}

function policyAt(
  { policy, policyName, chain, handed }: Escalation,
  at: number,
): NamedPolicy | null {
  if (at !== handed) return chain[at] ?? null;
  return policy && { name: policyName ?? '', policy };
}
