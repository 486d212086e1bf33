import { type Refusal, refuse } from '../lib/refusal.ts';
import { type Escalation, startAgain, startEscalation } from '../oncall/escalation.ts';
import type { NamedPolicy } from '../oncall/policy.ts';
import type { NewEntry } from './entry.ts';
import type { Move } from './transitions.ts';
import type { Incident, Page } from './types.ts';

/** What a decision changes. Pages that wait are cancelled when nobody is to be paged any more. */
export interface Decision {
  incident: Incident;
  entries: NewEntry[];
  /** Pages beside those of the escalation's own steps. */
  pages?: Omit<Page, 'id'>[];
}

/** Paging from the first level of `chain`, as somebody new has to take it. */
export function pagedAfresh(incident: Incident, chain: NamedPolicy[], now: Date): Incident {
  const { round } = incident.escalation;
  return {
    ...untaken(incident),
    escalation: startEscalation(chain, incident.severity, round + 1, now),
  };
}

/** The same from the copy that the incident has, whether or not its severity pages by itself. */
export function pagedAgain(incident: Incident, now: Date): Incident {
  return { ...untaken(incident), escalation: startAgain(incident.escalation, now) };
}

function untaken(incident: Incident): Incident {
  return { ...incident, acknowledgedAt: null, acknowledgedBy: null };
}

export function stop(escalation: Escalation, state: Escalation['state']): Escalation {
  return {
    ...escalation,
    state: escalation.state === 'silent' ? 'silent' : state,
    nextAt: null,
    watch: null,
  };
}

export function wrongStatus(incident: Incident, move: Move): Refusal {
  const what = {
    acknowledge: 'acknowledged',
    'page-again': 'escalated',
    snooze: 'snoozed',
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
