import { formatDuration } from '../lib/duration.ts';
import { nextLevel, nextStep, type WhoIs } from '../oncall/escalation.ts';
import { personOf } from '../oncall/recipient.ts';
import type { Decision } from './decision.ts';
import { type NewEntry, RUNBELL } from './entry.ts';
import type { Incident, Page } from './types.ts';

/** A decision that also pages people. */
export interface PagingDecision extends Decision {
  pages: Omit<Page, 'id'>[];
}

/** Takes the next step of a running escalation: pages a level, or says that everyone was paged. */
export function pageNext(incident: Incident, now: Date, whoIs: WhoIs): PagingDecision {
  const { escalation, paged, empty } = nextStep(incident.escalation, now, whoIs);
  const next: Incident = { ...incident, escalation };
  const entries: NewEntry[] = empty.map((name) => ({
    kind: 'level-empty',
    actor: RUNBELL,
    text: `Nobody is on call for *${name}*, so paging moves on at once.`,
    data: { level: name },
    post: true,
  }));
  if (incident.escalation.state !== 'running') return { incident, entries: [], pages: [] };
  if (paged === null)
    return { incident: next, entries: [...entries, everyonePaged(incident)], pages: [] };
  entries.push(pagedEntry(next, paged.name, paged.users));
  const pages = paged.users.map((user) => ({
    incidentId: incident.id,
    round: escalation.round,
    level: paged.index,
    levelName: paged.name,
    ...personOf(user),
    dueAt: now,
    sentAt: null,
    state: 'pending' as const,
    detail: null,
    channelId: null,
    messageTs: null,
  }));
  return { incident: next, entries, pages };
}

/** Said when an incident opens without paging anybody; null when paging runs. */
export function whyNotPaging(incident: Incident): NewEntry | null {
  const { escalation, severity, service } = incident;
  if (escalation.state !== 'silent') return null;
  const text =
    escalation.policy === null
      ? `Nobody is paged: ${service} has no escalation policy. Mention people here, or set \`escalation\` in its service.yaml.`
      : `Nobody is paged: ${severity.toUpperCase()} opens without paging on the policy ${escalation.policyName}. Raise the severity to page.`;
  return { kind: 'not-paging', actor: RUNBELL, text, post: true };
}

function pagedEntry(incident: Incident, level: string, users: string[]): NewEntry {
  const { escalation } = incident;
  const following = nextLevel(escalation);
  const wait = escalation.policy?.levels[escalation.level ?? 0]?.wait ?? 0;
  const again = escalation.repeats > 0 ? ' again' : '';
  const then = following
    ? `Next is *${following.name}* in ${formatDuration(wait)}, unless somebody acknowledges.`
    : `There is nobody after this level.`;
  return {
    kind: 'paged',
    actor: RUNBELL,
    text: `Paged${again}: ${users.map((user) => `<@${user}>`).join(', ')} (${level}). ${then}`,
    data: { level: escalation.level, round: escalation.round, users },
    post: true,
  };
}

function everyonePaged({ escalation }: Incident): NewEntry {
  const happened =
    escalation.level === null
      ? `Nobody on the policy ${escalation.policyName} is on call, so nobody was paged.`
      : `Everyone on the policy ${escalation.policyName} was paged and nobody has acknowledged.`;
  return {
    kind: 'everyone-paged',
    actor: RUNBELL,
    text: `${happened} Whoever reads this: press *Acknowledge*, or call somebody.`,
    post: true,
  };
}
