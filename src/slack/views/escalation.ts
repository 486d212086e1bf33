import type { Incident, IncidentView, Page } from '../../incident/types.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { type Escalation, missing } from '../../oncall/escalation.ts';
import { handsOver, hasNext, nextLevel } from '../../oncall/next-step.ts';
import { eachOnce } from '../../oncall/recipient.ts';
import { anyOf, capitalise, line, person, recipientName, when } from './text.ts';

/** Where paging stands, in words: who was paged, and what happens next and when. */
export function escalationText(view: IncidentView, now: Date): string {
  return `*Paging*: ${escalationWords(view, now)}`;
}

function escalationWords(view: IncidentView, now: Date): string {
  const { incident } = view;
  switch (incident.escalation.state) {
    case 'silent':
      return incident.acknowledgedBy === null ? nobodyPaged(incident) : acknowledged(incident, now);
    case 'running':
      return running(view, now);
    case 'acknowledged':
      return acknowledged(incident, now);
    case 'awaiting':
      return awaiting(incident, now);
    case 'exhausted':
      return 'Everyone was paged and nobody answered. Press Ack if you take it, or call somebody.';
    case 'ended':
      return incident.status === 'resolved' ? 'Ended: the incident is resolved.' : 'Ended.';
    default:
      return unreachable(incident.escalation.state);
  }
}

/** The name of a level as people say it, "Senior engineer"; null when there is no such level. */
export function levelName({ policy }: Escalation, level: number): string | null {
  const name = policy?.levels[level]?.name;
  return name === undefined ? null : capitalise(line(name, 80));
}

function nobodyPaged({ severity, escalation }: Incident): string {
  return escalation.policy === null
    ? 'nobody: there is no escalation policy. Call somebody if you need help.'
    : `nobody: ${severity.toUpperCase()} does not page. Press Escalate if somebody is needed.`;
}

function running({ incident, pages }: IncidentView, now: Date): string {
  const { escalation } = incident;
  const { level, round } = escalation;
  if (level === null) return `starting. ${next(escalation, now)}`.trim();
  const current = pages.filter((page) => page.level === level && page.round === round);
  const reached = current.filter(({ state }) => state === 'sent' || state === 'pending');
  const name = levelName(escalation, level) ?? `level ${level + 1}`;
  if (reached.length === 0) return `nobody is reached at ${name}. ${next(escalation, now)}`.trim();
  const users = eachOnce(reached).map(recipientName);
  const first = reached.reduce((a, b) => (at(a) < at(b) ? a : b));
  return `${anyOf(users, 'and')} (${name}) since ${when(at(first), now)}. ${next(escalation, now)}`.trim();
}

function awaiting({ acknowledgedBy, escalation }: Incident, now: Date): string {
  const left = missing(escalation).map(person);
  const time = escalation.nextAt === null ? '' : `, paged again at ${when(escalation.nextAt, now)}`;
  return `acknowledged by ${person(acknowledgedBy)}. Everybody of this level has to: ${anyOf(left, 'and')} not yet${time}.`;
}

function at(page: Page): Date {
  return page.sentAt ?? page.dueAt;
}

function next(escalation: Escalation, now: Date): string {
  if (escalation.nextAt === null) return '';
  const time = when(escalation.nextAt, now);
  if (!hasNext(escalation)) return `Without an answer, everyone counts as paged at ${time}.`;
  const name = capitalise(line(nextLevel(escalation)?.name ?? 'the next level', 80));
  const over = handsOver(escalation);
  if (over !== null) return `Next: ${name} (policy ${line(over, 60)}) at ${time}.`;
  const again = escalation.level === (escalation.policy?.levels.length ?? 0) - 1 ? ' again' : '';
  return `Next: ${name}${again} at ${time}.`;
}

function acknowledged({ acknowledgedAt, acknowledgedBy, escalation }: Incident, now: Date): string {
  const time = acknowledgedAt === null ? '' : ` at ${when(acknowledgedAt, now)}`;
  const { watch } = escalation;
  const who = `acknowledged by ${person(acknowledgedBy)}${time}.`;
  if (watch?.phase === 'snoozed')
    return `*snoozed* until ${when(watch.dueAt, now)}, then paging starts again. ${capitalise(who)}`;
  if (watch?.phase === 'asked')
    return `${who} *Nobody has done anything since*: without a sign, paging starts again at ${when(watch.dueAt, now)}.`;
  return `${who} Nobody else is paged.`;
}
