import { type Refusal, refuse } from '../lib/refusal.ts';
import type { NamedPolicy } from '../oncall/policy.ts';
import { type Decision, pagedAfresh, stop, wrongStatus } from './decision.ts';
import { mention, spoken } from './entry.ts';
import { whyNotPaging } from './paging.ts';
import { destination } from './transitions.ts';
import type { Incident } from './types.ts';

export function mitigate(incident: Incident, by: string): Decision | Refusal {
  const status = destination(incident.status, 'mitigate');
  if (status === null) return wrongStatus(incident, 'mitigate');
  return {
    incident: { ...incident, status, escalation: stop(incident.escalation, 'ended') },
    entries: [
      {
        kind: 'mitigated',
        actor: by,
        text: `Mitigated, says ${mention(by)}. Still open until it is resolved.`,
        post: true,
      },
    ],
  };
}

export function resolve(
  incident: Incident,
  by: string,
  now: Date,
  summary: string | null,
): Decision | Refusal {
  const status = destination(incident.status, 'resolve');
  if (status === null) {
    return refuse(
      'already-resolved',
      `Incident ${incident.number} is resolved already${incident.resolvedBy ? `, by ${mention(incident.resolvedBy)}` : ''}.`,
    );
  }
  return {
    incident: {
      ...incident,
      status,
      resolvedAt: now,
      resolvedBy: by,
      escalation: stop(incident.escalation, 'ended'),
    },
    entries: [
      {
        kind: 'resolved',
        actor: by,
        text: `Resolved by ${mention(by)}${summary ? `: ${spoken(summary)}` : '.'}`,
        post: true,
      },
    ],
  };
}

/** Somebody answers that it is not over, although its alerts have gone. */
export function stayOpen(incident: Incident, by: string): Decision | Refusal {
  if (incident.status === 'resolved') {
    return refuse(
      'already-resolved',
      `Incident ${incident.number} is resolved already. Use \`/incident reopen\` if it is not over.`,
    );
  }
  return {
    incident,
    entries: [{ kind: 'kept-open', actor: by, text: `Kept open by ${mention(by)}.`, post: true }],
  };
}

export function reopen(
  incident: Incident,
  by: string,
  chain: NamedPolicy[],
  now: Date,
): Decision | Refusal {
  const status = destination(incident.status, 'reopen');
  if (status === null)
    return refuse(
      'not-resolved',
      `Incident ${incident.number} is still ${incident.status}; there is nothing to reopen.`,
    );
  const reopened = pagedAfresh(
    { ...incident, status, resolvedAt: null, resolvedBy: null },
    chain,
    now,
  );
  const silent = whyNotPaging(reopened);
  return {
    incident: reopened,
    entries: [
      {
        kind: 'reopened',
        actor: by,
        text: `Reopened by ${mention(by)}.${silent === null ? ' Paging starts again.' : ''}`,
        post: true,
      },
      ...(silent === null ? [] : [silent]),
    ],
  };
}

export function setLead(incident: Incident, lead: string, by: string): Decision | Refusal {
  if (incident.lead === lead)
    return refuse('same-lead', `${mention(lead)} leads this incident already.`);
  return {
    incident: { ...incident, lead },
    entries: [
      {
        kind: 'lead-set',
        actor: by,
        text: `${mention(lead)} leads this incident now${lead === by ? '' : ` (set by ${mention(by)})`}.`,
        post: true,
      },
    ],
  };
}
