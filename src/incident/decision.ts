import { type Refusal, refuse } from '../lib/refusal.ts';
import { type Escalation, startEscalation } from '../oncall/escalation.ts';
import type { Policy } from '../oncall/policy.ts';
import type { NewEntry } from './entry.ts';
import type { Move } from './transitions.ts';
import type { Incident } from './types.ts';

/** What a decision changes. Pending pages of the incident are cancelled when its escalation stops running. */
export interface Decision {
  incident: Incident;
  entries: NewEntry[];
}

export type NamedPolicy = { name: string; policy: Policy } | null;

/** Paging from the first level again, as somebody new has to take it. */
export function pagedAfresh(incident: Incident, policy: NamedPolicy, now: Date): Incident {
  return {
    ...incident,
    acknowledgedAt: null,
    acknowledgedBy: null,
    escalation: startEscalation(policy, incident.severity, incident.escalation.round + 1, now),
  };
}

export function stop(escalation: Escalation, state: Escalation['state']): Escalation {
  return { ...escalation, state: escalation.state === 'silent' ? 'silent' : state, nextAt: null };
}

export function wrongStatus(incident: Incident, move: Move): Refusal {
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
