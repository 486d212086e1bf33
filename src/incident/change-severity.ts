import { type Refusal, refuse } from '../lib/refusal.ts';
import { isPaging, pagesAt } from '../oncall/escalation.ts';
import type { NamedPolicy } from '../oncall/policy.ts';
import { type Severity, severities } from '../service/service.ts';
import { type AckTimeout, watchFrom } from './acknowledge.ts';
import { type Decision, pagedAfresh, stop, wrongStatus } from './decision.ts';
import { mention } from './entry.ts';
import type { Incident } from './types.ts';

/**
 * Raising the severity starts paging again from the first level of the incident's own copy; lowering it
 * below what pages stops it. `chain` is for an incident that had no policy, `timeout` of the new severity.
 */
export function changeSeverity(
  incident: Incident,
  severity: Severity,
  by: string,
  chain: NamedPolicy[],
  timeout: AckTimeout,
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
  return raised
    ? raise(incident, changed, by, chain, now)
    : lower(incident, changed, by, timeout, now);
}

function raise(
  incident: Incident,
  changed: Incident,
  by: string,
  chain: NamedPolicy[],
  now: Date,
): Decision {
  const own = incident.escalation.chain.length > 0 ? incident.escalation.chain : chain;
  const [first] = own;
  const pages = first !== undefined && pagesAt(first.policy, changed.severity);
  const words = wordsFor(incident, changed, by, 'raised');
  return {
    incident: pages ? pagedAfresh({ ...changed, status: 'open' }, own, now) : changed,
    entries: said(incident, changed, by, [
      words,
      ...(pages ? ['Paging starts again from the first level.'] : []),
    ]),
  };
}

function lower(
  incident: Incident,
  changed: Incident,
  by: string,
  timeout: AckTimeout,
  now: Date,
): Decision {
  const { escalation } = incident;
  const { policy, watch } = escalation;
  const quiet = isPaging(escalation) && !(policy === null || pagesAt(policy, changed.severity));
  const watched =
    watch === null || watch.phase === 'snoozed'
      ? escalation
      : { ...escalation, watch: watchFrom(now, timeout) };
  return {
    incident: { ...changed, escalation: quiet ? stop(escalation, 'silent') : watched },
    entries: said(incident, changed, by, [
      wordsFor(incident, changed, by, 'lowered'),
      ...(quiet ? [`${changed.severity.toUpperCase()} does not page: paging has stopped.`] : []),
    ]),
  };
}

function wordsFor(from: Incident, to: Incident, by: string, how: 'raised' | 'lowered'): string {
  const [before, after] = [from.severity.toUpperCase(), to.severity.toUpperCase()];
  return `Severity ${how} from ${before} to ${after} by ${mention(by)}.`;
}

function said(from: Incident, to: Incident, by: string, words: string[]): Decision['entries'] {
  return [
    {
      kind: 'severity-changed',
      actor: by,
      text: words.join(' '),
      data: { from: from.severity, to: to.severity },
      post: true,
    },
  ];
}
