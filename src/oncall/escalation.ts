import type { Level, Policy } from './policy.ts';

/** The policy as it was when paging started, and how far paging has come. */
export interface Escalation {
  policyName: string | null;
  policy: Policy | null;
  /** `silent`: this severity opens without paging. */
  state: 'silent' | 'running' | 'acknowledged' | 'exhausted' | 'ended';
  /** Grows each time paging starts again from the first level. */
  round: number;
  /** Index of the level that was paged last; null before the first. */
  level: number | null;
  /** How often the last level was paged again. */
  repeats: number;
  /** When the next step is due; null when none is. */
  nextAt: Date | null;
}

export interface PagedLevel {
  index: number;
  name: string;
  /** Slack user ids, each once. */
  users: string[];
}

export interface EscalationStep {
  escalation: Escalation;
  /** The level to page now; null when everyone was paged or nobody can be. */
  paged: PagedLevel | null;
  /** Levels passed over because nobody was there, by name. */
  empty: string[];
}

/** Slack user ids behind the targets of one level (a person, `schedule:<name>`) at this moment. */
export type WhoIs = (targets: readonly string[]) => string[];

/** The copy of `policy` that an incident carries from now on; its first step is due at once. */
export function startEscalation(
  named: { name: string; policy: Policy } | null,
  severity: string,
  round: number,
  now: Date,
): Escalation {
  const pages = named !== null && (named.policy.page?.includes(severity) ?? true);
  return {
    policyName: named?.name ?? null,
    policy: named?.policy ?? null,
    state: pages ? 'running' : 'silent',
    round,
    level: null,
    repeats: 0,
    nextAt: pages ? now : null,
  };
}

/** The next step of a running escalation. An empty level passes to the next one at once. */
export function nextStep(escalation: Escalation, now: Date, whoIs: WhoIs): EscalationStep {
  const { policy } = escalation;
  if (policy === null || escalation.state !== 'running')
    return { escalation, paged: null, empty: [] };
  return walk(escalation, policy, now, whoIs, []);
}

/** Whether a further step is still to come after the level that was paged last. */
export function hasNext(escalation: Escalation): boolean {
  return escalation.policy !== null && following(escalation, escalation.policy) !== null;
}

/** The level that the next step pages, for people to read; null when the next step ends it. */
export function nextLevel(escalation: Escalation): Level | null {
  if (escalation.policy === null) return null;
  const next = following(escalation, escalation.policy);
  return next === null ? null : (escalation.policy.levels[next.level] ?? null);
}

function walk(
  escalation: Escalation,
  policy: Policy,
  now: Date,
  whoIs: WhoIs,
  empty: string[],
): EscalationStep {
  const next = following(escalation, policy);
  const level = next && policy.levels[next.level];
  if (!next || !level) {
    return { escalation: { ...escalation, state: 'exhausted', nextAt: null }, paged: null, empty };
  }
  const users = [...new Set(whoIs(level.page))];
  if (users.length === 0) {
    // The last level, found empty a moment ago, is as empty when it repeats: told once.
    const told = empty.length > 0 && next.repeats > escalation.repeats;
    const names = told ? empty : [...empty, level.name];
    return walk({ ...escalation, ...next }, policy, now, whoIs, names);
  }
  return {
    escalation: { ...escalation, ...next, nextAt: new Date(now.getTime() + level.wait) },
    paged: { index: next.level, name: level.name, users },
    empty,
  };
}

function following(
  escalation: Escalation,
  policy: Policy,
): (Pick<Escalation, 'level' | 'repeats'> & { level: number }) | null {
  const last = policy.levels.length - 1;
  const level = escalation.level === null ? 0 : escalation.level + 1;
  if (level <= last) return { level, repeats: escalation.repeats };
  if (escalation.repeats >= policy.repeat) return null;
  return { level: last, repeats: escalation.repeats + 1 };
}
