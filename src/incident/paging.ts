import { formatDuration } from '../lib/duration.ts';
import {
  type Around,
  handsOver,
  nextLevel,
  nextStep,
  type PagedLevel,
  type Passed,
} from '../oncall/next-step.ts';
import type { Recipient } from '../oncall/recipient.ts';
import { whenWords } from '../oncall/when.ts';
import type { Decision } from './decision.ts';
import { type NewEntry, plain, RUNBELL, recipientName } from './entry.ts';
import type { Incident, Page } from './types.ts';

/** A decision that also pages. */
export interface PagingDecision extends Decision {
  pages: Omit<Page, 'id'>[];
  /** Whose turn it was, at a level that pages one person at a time. */
  turns: { policy: string; level: string; user: string }[];
}

/** Takes the next step of an escalation: pages a level, or says that everyone was paged. */
export function pageNext(incident: Incident, now: Date, around: Around): PagingDecision {
  const { escalation, paged, passed } = nextStep(incident.escalation, now, around);
  const next: Incident = { ...incident, escalation };
  const entries: NewEntry[] = passed.map(passedEntry);
  const ended = escalation.state === 'exhausted' && incident.escalation.state === 'running';
  if (paged === null)
    return {
      incident: next,
      entries: ended ? [...entries, everyonePaged(incident)] : entries,
      pages: [],
      turns: [],
    };
  const { policyName } = incident.escalation;
  if (paged.policy !== (policyName ?? '')) entries.push(handedOver(policyName, paged.policy));
  entries.push(pagedEntry(next, paged, incident.escalation.state === 'awaiting'));
  const { policy, name: level } = paged;
  return {
    incident: next,
    entries,
    pages: paged.to.map((to) => pageOf(next, { to, level: paged.index, levelName: level }, now)),
    turns: paged.turn
      ? paged.to.flatMap(({ user }) => (user === null ? [] : [{ policy, level, user }]))
      : [],
  };
}

/** A page that waits to be delivered. */
export function pageOf(
  { id, escalation }: Incident,
  { to, level, levelName }: { to: Recipient; level: number; levelName: string },
  now: Date,
): Omit<Page, 'id'> {
  return {
    incidentId: id,
    round: escalation.round,
    level,
    levelName,
    ...to,
    dueAt: now,
    sentAt: null,
    state: 'pending',
    detail: null,
    channelId: null,
    messageTs: null,
  };
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

function passedEntry({ name, why }: Passed): NewEntry {
  const level = plain(name);
  if (why === 'empty')
    return {
      kind: 'level-empty',
      actor: RUNBELL,
      text: `Nobody is on call for *${level}*, so paging moves on at once.`,
      data: { level: name },
      post: true,
    };
  return {
    kind: 'level-passed',
    actor: RUNBELL,
    text: `*${level}* is not paged now, only ${whenWords(why)}, so paging moves on at once.`,
    data: { level: name, when: why },
    post: true,
  };
}

function handedOver(from: string | null, to: string): NewEntry {
  return {
    kind: 'handed-over',
    actor: RUNBELL,
    text: `The policy ${from} has ended without an acknowledgement. Paging goes on with the policy ${to}.`,
    data: { from, to },
    post: true,
  };
}

function pagedEntry(incident: Incident, paged: PagedLevel, awaited: boolean): NewEntry {
  const { escalation } = incident;
  const again = awaited || escalation.repeats > 0 ? ' again' : '';
  const users = paged.to.flatMap(({ user }) => user ?? []);
  const others = paged.to.flatMap(({ kind, name }) => (name === null ? [] : [{ kind, name }]));
  return {
    kind: 'paged',
    actor: RUNBELL,
    text: `Paged${again}: ${paged.to.map(recipientName).join(', ')} (${plain(paged.name)}). ${afterwards(incident, awaited)}`,
    data: {
      level: escalation.level,
      round: escalation.round,
      users,
      ...(others.length > 0 && { others }),
    },
    post: true,
  };
}

function afterwards({ escalation }: Incident, awaited: boolean): string {
  const current = escalation.policy?.levels[escalation.level ?? 0];
  const wait = formatDuration(current?.wait ?? 0);
  if (awaited) return `Everybody of this level has to acknowledge: paged again in ${wait}.`;
  const following = nextLevel(escalation);
  const over = handsOver(escalation);
  const where = over === null ? '' : ` (policy ${over})`;
  const all = current?.ack === 'all' ? 'everybody acknowledges' : 'somebody acknowledges';
  return following
    ? `Next is *${plain(following.name)}*${where} in ${wait}, unless ${all}.`
    : 'There is nobody after this level.';
}

function everyonePaged({ escalation }: Incident): NewEntry {
  const { chain, policyName, level } = escalation;
  const names = chain.length > 1 ? chain.map(({ name }) => name).join(' and ') : policyName;
  const on = `on the ${chain.length > 1 ? 'policies' : 'policy'} ${names}`;
  const happened =
    level === null
      ? `Nobody ${on} is on call, so nobody was paged.`
      : `Everyone ${on} was paged and nobody has acknowledged.`;
  return {
    kind: 'everyone-paged',
    actor: RUNBELL,
    text: `${happened} Whoever reads this: press *Acknowledge*, or call somebody.`,
    post: true,
  };
}
