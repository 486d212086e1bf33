import type { NamedPolicy, Policy } from './policy.ts';
import type { Watch } from './watch.ts';

/** The policies as they were when paging started, and how far paging has come. */
export interface Escalation {
  /** Where it is now: one of `chain`. */
  policyName: string | null;
  policy: Policy | null;
  /** The policy that it began with, and those that it is handed over to. */
  chain: NamedPolicy[];
  /** Index in `chain`. */
  handed: number;
  /**
   * `silent`: this severity opens without paging. `awaiting`: acknowledged, and others of a level on
   * which all have to are still paged.
   */
  state: 'silent' | 'running' | 'awaiting' | 'acknowledged' | 'exhausted' | 'ended';
  /** Grows each time that levels are gone through again from a first one. */
  round: number;
  /** The round in which somebody new was looked for the last time: pages before it ask no more. */
  afresh: number;
  /** Index of the level that was paged last; null before the first. */
  level: number | null;
  /** How often it was repeated. */
  repeats: number;
  /** When the next step is due; null when none is. */
  nextAt: Date | null;
  /** The next level was asked for by name: it is paged also at times that are not its own. */
  asked: boolean;
  /** Slack ids of the people of that level, and of those among them who acknowledged. */
  paged: string[];
  acked: string[];
  /** What keeps an acknowledgement from being forgotten; null when nothing does. */
  watch: Watch | null;
}

/** The copy of a policy that an incident carries from now on; its first step is due at once. */
export function startEscalation(
  chain: NamedPolicy[],
  severity: string,
  round: number,
  now: Date,
): Escalation {
  const [first] = chain;
  const pages = first !== undefined && pagesAt(first.policy, severity);
  return {
    policyName: first?.name ?? null,
    policy: first?.policy ?? null,
    chain,
    handed: 0,
    state: pages ? 'running' : 'silent',
    round,
    afresh: round,
    level: null,
    repeats: 0,
    nextAt: pages ? now : null,
    asked: false,
    paged: [],
    acked: [],
    watch: null,
  };
}

/** From the first level of the same copy, whatever the severity: somebody was paged by it before. */
export function startAgain({ chain, round }: Escalation, now: Date): Escalation {
  const [first] = chain;
  const started = startEscalation(chain, '', round + 1, now);
  return first === undefined ? started : { ...started, state: 'running', nextAt: now };
}

export function pagesAt({ page }: Pick<Policy, 'page'>, severity: string): boolean {
  return page?.includes(severity) ?? true;
}

/** Whether it goes on by itself. */
export function isPaging({ state }: Pick<Escalation, 'state'>): boolean {
  return state === 'running' || state === 'awaiting';
}

/** Who still has to acknowledge at a level on which all have to. */
export function missing({ state, paged, acked }: Escalation): string[] {
  return state === 'awaiting' ? paged.filter((user) => !acked.includes(user)) : [];
}
