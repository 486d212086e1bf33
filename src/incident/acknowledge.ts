import { type Refusal, refuse } from '../lib/refusal.ts';
import { type Escalation, isPaging, missing } from '../oncall/escalation.ts';
import type { Watch } from '../oncall/watch.ts';
import { type Decision, stop, wrongStatus } from './decision.ts';
import { mention } from './entry.ts';
import { destination } from './transitions.ts';
import type { Incident } from './types.ts';

/** When whoever acknowledges is asked whether they are still on it; null for never. */
export type AckTimeout = number | null;

/**
 * Takes the incident and stops paging; also from somebody else, once it was escalated by hand. At a level
 * on which all have to acknowledge, the others are paged on.
 */
export function acknowledge(
  incident: Incident,
  by: string,
  now: Date,
  timeout: AckTimeout,
): Decision | Refusal {
  const { escalation } = incident;
  if (missing(escalation).includes(by)) return joined(incident, by, now, timeout);
  const snoozed = escalation.watch?.phase === 'snoozed';
  if (incident.status === 'acknowledged' && escalation.state !== 'running' && !snoozed)
    return alreadyAcknowledged(incident, by);
  const status = destination(incident.status, 'acknowledge');
  if (status === null || (incident.status === 'mitigated' && !isPaging(escalation)))
    return wrongStatus(incident, 'acknowledge');
  const next = acknowledged(escalation, by, now, status === 'mitigated' ? null : timeout);
  return {
    incident: {
      ...incident,
      status,
      acknowledgedAt: now,
      acknowledgedBy: by,
      lead: incident.lead ?? by,
      escalation: next,
    },
    entries: [
      {
        kind: 'acknowledged',
        actor: by,
        text: `Acknowledged by ${mention(by)}. ${whatNow(next)}`,
        post: true,
      },
    ],
  };
}

/** Takes it over from whoever has it; where nobody has it, the same as to acknowledge. */
export function takeOver(
  incident: Incident,
  by: string,
  now: Date,
  timeout: AckTimeout,
): Decision | Refusal {
  const { status, acknowledgedBy: before, escalation } = incident;
  if (before === null || status !== 'acknowledged' || escalation.state === 'running')
    return acknowledge(incident, by, now, timeout);
  if (before === by && escalation.watch?.phase !== 'snoozed')
    return alreadyAcknowledged(incident, by);
  return {
    incident: {
      ...incident,
      acknowledgedAt: now,
      acknowledgedBy: by,
      lead: incident.lead === null || incident.lead === before ? by : incident.lead,
      escalation: acknowledged(escalation, by, now, timeout),
    },
    entries: [
      {
        kind: 'taken-over',
        actor: by,
        text: `${mention(by)} takes over from ${mention(before)}.`,
        data: { from: before },
        post: true,
      },
    ],
  };
}

/** From when on an acknowledgement that nobody touches is asked after. */
export function watchFrom(now: Date, timeout: AckTimeout): Watch | null {
  return timeout === null
    ? null
    : { phase: 'quiet', since: now, dueAt: new Date(now.getTime() + timeout) };
}

function joined(incident: Incident, by: string, now: Date, timeout: AckTimeout): Decision {
  const escalation = acknowledged(incident.escalation, by, now, timeout);
  return {
    incident: { ...incident, escalation },
    entries: [
      {
        kind: 'acknowledged',
        actor: by,
        text: `Acknowledged by ${mention(by)} too. ${whatNow(escalation)}`,
        post: true,
      },
    ],
  };
}

function acknowledged(
  escalation: Escalation,
  by: string,
  now: Date,
  timeout: AckTimeout,
): Escalation {
  const { policy, level, paged } = escalation;
  const all = isPaging(escalation) && policy?.levels[level ?? 0]?.ack === 'all';
  const acked = [...escalation.acked, ...(paged.includes(by) ? [by] : [])];
  const next = { ...escalation, state: 'awaiting' as const, acked };
  const stopped =
    all && missing(next).length > 0 ? next : stop({ ...escalation, acked }, 'acknowledged');
  return { ...stopped, watch: stopped.state === 'silent' ? null : watchFrom(now, timeout) };
}

function whatNow(escalation: Escalation): string {
  const left = missing(escalation).map(mention);
  if (left.length === 0) return 'Paging has stopped.';
  return `Everybody of this level has to: ${left.join(', ')} ${left.length === 1 ? 'is' : 'are'} paged on.`;
}

function alreadyAcknowledged({ acknowledgedBy }: Incident, by: string): Refusal {
  const text =
    acknowledgedBy === by
      ? 'You have acknowledged this incident already; it is yours.'
      : `${mention(acknowledgedBy ?? 'somebody')} has acknowledged this incident already. \`/incident take\` takes it over.`;
  return refuse('already-acknowledged', text);
}
