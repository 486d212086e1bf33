import { MINUTE } from '../lib/duration.ts';
import {
  addressOf,
  type ContactRules,
  type ContactStep,
  type Contacts,
  type Means,
  needsProof,
  type Quiet,
} from './contact.ts';
import { openings } from './window.ts';

export interface Reachable {
  contacts?: Contacts | undefined;
  rules?: ContactRules | undefined;
  quiet?: Quiet | undefined;
}

/** How the team reaches people, as the files say. */
export interface ContactPolicy {
  /** For people who have no rules of their own. */
  rules: ContactRules;
  /** Severities that quiet hours do not hold back. */
  quietBrokenBy: readonly string[];
  /** Whether an address has been proved to be the person's. */
  proved: (address: string) => boolean;
  /** Whether there is a provider for the means. */
  provided: (means: Means) => boolean;
}

export interface PlannedContact {
  means: Means;
  address: string;
  dueAt: Date;
  /** Only what is pending is ever tried. */
  state: 'pending' | 'unverified' | 'failed';
  why: string | null;
}

/** Why something loud waits; it is used all the same when nothing else reaches them. */
export const QUIET = 'quiet hours';

/** Slack disturbs nobody who has turned it off, and a mail nobody at all. */
const loud: ReadonlySet<Means> = new Set(['sms', 'voice', 'webhook', 'pagerduty', 'opsgenie']);

const usual: ContactStep[] = [
  { by: 'slack', after: 0 },
  { by: 'sms', after: 2 * MINUTE },
  { by: 'voice', after: 5 * MINUTE },
];

/**
 * By which means one page reaches a person, and when. What cannot be used gives its time to the next
 * one. Somebody whom no rule reaches gets a direct message: a page is never lost.
 */
export function planContacts(
  person: Reachable,
  severity: string,
  dueAt: Date,
  policy: ContactPolicy,
): PlannedContact[] {
  let freed: Date | null = null;
  const planned = stepsFor(person, severity, policy.rules).map((step): PlannedContact => {
    const own = new Date(dueAt.getTime() + step.after);
    const at: Date = freed !== null && freed < own ? freed : own;
    const contact = judge(person, step, policy);
    freed = contact.state === 'pending' ? null : at;
    if (contact.state !== 'pending') return { ...contact, dueAt: at };
    const held = heldUntil(person.quiet, step.by, severity, at, policy);
    return held === null ? { ...contact, dueAt: at } : { ...contact, dueAt: held, why: QUIET };
  });
  if (planned.some(({ state }) => state === 'pending')) return planned;
  return [...planned, { means: 'slack', address: 'slack', dueAt, state: 'pending', why: null }];
}

/** Their own rules; else the team's, of which those without an address are left out. */
function stepsFor(person: Reachable, severity: string, team: ContactRules): ContactStep[] {
  const own = person.rules?.[severity] ?? person.rules?.default;
  if (own) return own.toSorted(byTime);
  const steps = team[severity] ?? team.default ?? usual;
  return steps.filter(({ by }) => addressOf(person.contacts, by) !== null).toSorted(byTime);
}

function byTime(a: ContactStep, b: ContactStep): number {
  return a.after - b.after;
}

function judge(
  { contacts }: Reachable,
  { by: means }: ContactStep,
  { proved, provided }: ContactPolicy,
): Omit<PlannedContact, 'dueAt'> {
  const address = addressOf(contacts, means);
  if (address === null)
    return { means, address: '', state: 'failed', why: 'no address is written for it' };
  if (!provided(means)) return { means, address, state: 'failed', why: 'it is not set up' };
  if (needsProof(means) && !proved(address))
    return { means, address, state: 'unverified', why: 'the address is not verified' };
  return { means, address, state: 'pending', why: null };
}

/** The end of the quiet hours in which something loud would fall; null when it may ring. */
function heldUntil(
  quiet: Quiet | undefined,
  means: Means,
  severity: string,
  at: Date,
  { quietBrokenBy }: ContactPolicy,
): Date | null {
  if (!quiet || !loud.has(means) || quietBrokenBy.includes(severity)) return null;
  const now = at.getTime();
  const hit = openings(quiet.zone, quiet.window, { from: now, until: now + 1 }).at(-1);
  return hit ? new Date(hit.until) : null;
}
