import { type Refusal, refuse } from '../lib/refusal.ts';
import { type Escalation, startEscalation } from '../oncall/escalation.ts';
import type { Policy } from '../oncall/policy.ts';
import { type Severity, severities } from '../service/service.ts';
import { mention, type NewEntry } from './entry.ts';
import { destination, type Move } from './transitions.ts';
import type { Incident } from './types.ts';

/** What a decision changes. Pending pages of the incident are cancelled when its escalation stops running. */
export interface Decision {
  incident: Incident;
  entries: NewEntry[];
}

export type NamedPolicy = { name: string; policy: Policy } | null;

export function acknowledge(incident: Incident, by: string, now: Date): Decision | Refusal {
  if (incident.status === 'acknowledged') {
    const who = incident.acknowledgedBy ?? 'somebody';
    return who === by
      ? refuse('already-acknowledged', 'You have acknowledged this incident already; it is yours.')
      : refuse('already-acknowledged', `${mention(who)} has acknowledged this incident already.`);
  }
  const status = destination(incident.status, 'acknowledge');
  if (status === null) return wrongStatus(incident, 'acknowledge');
  return {
    incident: {
      ...incident,
      status,
      acknowledgedAt: now,
      acknowledgedBy: by,
      lead: incident.lead ?? by,
      escalation: stop(incident.escalation, 'acknowledged'),
    },
    entries: [
      {
        kind: 'acknowledged',
        actor: by,
        text: `Acknowledged by ${mention(by)}. Paging has stopped.`,
        post: true,
      },
    ],
  };
}

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
        text: `Resolved by ${mention(by)}${summary ? `: ${summary}` : '.'}`,
        post: true,
      },
    ],
  };
}

export function reopen(
  incident: Incident,
  by: string,
  policy: NamedPolicy,
  now: Date,
): Decision | Refusal {
  const status = destination(incident.status, 'reopen');
  if (status === null)
    return refuse(
      'not-resolved',
      `Incident ${incident.number} is still ${incident.status}; there is nothing to reopen.`,
    );
  return {
    incident: pagedAfresh({ ...incident, status, resolvedAt: null, resolvedBy: null }, policy, now),
    entries: [
      {
        kind: 'reopened',
        actor: by,
        text: `Reopened by ${mention(by)}. Paging starts again.`,
        post: true,
      },
    ],
  };
}

/** Raising the severity starts paging again from the first level; lowering it below what pages stops it. */
export function changeSeverity(
  incident: Incident,
  severity: Severity,
  by: string,
  policy: NamedPolicy,
  now: Date,
): Decision | Refusal {
  if (incident.status === 'resolved') return wrongStatus(incident, 'page-again');
  if (severity === incident.severity) {
    return refuse(
      'same-severity',
      `Incident ${incident.number} is ${severity.toUpperCase()} already.`,
    );
  }
  const raised = severities.indexOf(severity) < severities.indexOf(incident.severity);
  const changed = { ...incident, severity };
  const words = `Severity ${raised ? 'raised' : 'lowered'} from ${incident.severity.toUpperCase()} to ${severity.toUpperCase()} by ${mention(by)}.`;
  if (!raised) {
    const pages = policy?.policy.page?.includes(severity) ?? true;
    const quiet = !pages && incident.escalation.state === 'running';
    return {
      incident: quiet ? { ...changed, escalation: stop(incident.escalation, 'silent') } : changed,
      entries: [
        {
          kind: 'severity-changed',
          actor: by,
          text: quiet
            ? `${words} ${severity.toUpperCase()} does not page: paging has stopped.`
            : words,
          data: { from: incident.severity, to: severity },
          post: true,
        },
      ],
    };
  }
  const afresh = pagedAfresh({ ...changed, status: 'open' }, policy, now);
  return {
    incident: afresh,
    entries: [
      {
        kind: 'severity-changed',
        actor: by,
        text:
          afresh.escalation.state === 'running'
            ? `${words} Paging starts again from the first level.`
            : words,
        data: { from: incident.severity, to: severity },
        post: true,
      },
    ],
  };
}

/** Pushes to the next level now, also after an acknowledgement. */
export function escalateByHand(
  incident: Incident,
  by: string,
  reason: string | null,
  now: Date,
): Decision | Refusal {
  const { escalation } = incident;
  if (incident.status === 'resolved') return wrongStatus(incident, 'page-again');
  if (escalation.policy === null) {
    return refuse(
      'no-policy',
      `No escalation policy is set for ${incident.service}. Set \`escalation\` in its service.yaml, or mention people here.`,
    );
  }
  if (escalation.state === 'exhausted') {
    return refuse(
      'everyone-paged',
      `Everyone on the policy ${escalation.policyName} was paged already. Mention people here, or raise the severity to start again.`,
    );
  }
  return {
    incident: { ...incident, escalation: { ...escalation, state: 'running', nextAt: now } },
    entries: [
      {
        kind: 'escalated-by-hand',
        actor: by,
        text: `Escalated by ${mention(by)}${reason ? `: ${reason}` : '.'}`,
        post: true,
      },
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

function pagedAfresh(incident: Incident, policy: NamedPolicy, now: Date): Incident {
  return {
    ...incident,
    acknowledgedAt: null,
    acknowledgedBy: null,
    escalation: startEscalation(policy, incident.severity, incident.escalation.round + 1, now),
  };
}

function stop(escalation: Escalation, state: Escalation['state']): Escalation {
  return { ...escalation, state: escalation.state === 'silent' ? 'silent' : state, nextAt: null };
}

function wrongStatus(incident: Incident, move: Move): Refusal {
  const what = {
    acknowledge: 'acknowledged',
    'page-again': 'escalated',
    mitigate: 'mitigated',
    resolve: 'resolved',
    reopen: 'reopened',
  }[move];
  const instead = incident.status === 'resolved' ? ' Use `/incident reopen` first.' : '';
  return refuse(
    'wrong-status',
    `Incident ${incident.number} is ${incident.status}, so it cannot be ${what}.${instead}`,
  );
}
