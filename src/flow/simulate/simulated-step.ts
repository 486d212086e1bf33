import type { Decision } from '../../incident/decision.ts';
import type { NewEntry } from '../../incident/entry.ts';
import { missing } from '../../oncall/escalation.ts';
import { type When, whenWords } from '../../oncall/when.ts';
import type { SimulatedPage } from './simulated-page.ts';

/** One thing that would happen, at its time. People are Slack ids. */
export type SimulatedStep = { at: Date } & (
  | { kind: 'not-paging' }
  | PagedStep
  /** `only`: the times and severities at which it is paged, in words; null: nobody is there. */
  | { kind: 'passed'; name: string; only: string | null }
  | { kind: 'handed-over'; policy: string }
  /** `left`: who of the level has to as well, and is paged on. */
  | { kind: 'acknowledged'; user: string; left: string[] }
  | { kind: 'asked'; user: string }
  | { kind: 'taken-back' }
  | { kind: 'everyone-paged' }
);

export interface PagedStep extends PagedLevel {
  kind: 'paged';
  policy: string;
  /** Counts from 1. */
  level: number;
  name: string;
  waitMs: number;
}

/** Whom a level pages, and what of it leads to nobody. */
export interface PagedLevel {
  to: SimulatedPage[];
  /** As the policy has them: `schedule:primary` with a gap, `group:sre` without anybody. */
  nobody: string[];
}

/** What the record would say, as steps. */
export function stepsOf(
  { incident, entries }: Pick<Decision, 'incident' | 'entries'>,
  paged: PagedLevel,
  at: Date,
): SimulatedStep[] {
  return entries.flatMap((entry) => {
    const step = stepOf(incident, entry, paged);
    return step === null ? [] : [{ at, ...step }];
  });
}

type Kind<T> = T extends unknown ? Omit<T, 'at'> : never;

function stepOf(
  { escalation }: Decision['incident'],
  { kind, actor, data = {} }: NewEntry,
  paged: PagedLevel,
): Kind<SimulatedStep> | null {
  switch (kind) {
    case 'paged': {
      const level = escalation.policy?.levels[escalation.level ?? 0];
      if (level === undefined) return null;
      const policy = escalation.policyName ?? '';
      const number = (escalation.level ?? 0) + 1;
      return { kind, policy, level: number, name: level.name, waitMs: level.wait, ...paged };
    }
    case 'level-empty':
      return { kind: 'passed', name: String(data.level), only: null };
    case 'level-passed':
      return { kind: 'passed', name: String(data.level), only: whenWords(data.when as When) };
    case 'handed-over':
      return { kind, policy: String(data.to) };
    case 'acknowledged':
      return { kind, user: actor, left: missing(escalation) };
    case 'ack-asked':
      return { kind: 'asked', user: String(data.user) };
    case 'unacknowledged':
      return { kind: 'taken-back' };
    case 'everyone-paged':
      return { kind };
    default:
      return null;
  }
}
