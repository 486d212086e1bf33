import { type Refusal, refuse } from '../lib/refusal.ts';
import { hasNext } from '../oncall/escalation.ts';
import { type Severity, severities } from '../service/service.ts';
import { type Decision, type NamedPolicy, pagedAfresh, stop, wrongStatus } from './decision.ts';
import { mention, spoken } from './entry.ts';
import type { Incident } from './types.ts';

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
  const pagesNow = policy !== null && (policy.policy.page?.includes(severity) ?? true);
  const afresh = pagesNow ? pagedAfresh({ ...changed, status: 'open' }, policy, now) : changed;
  return {
    incident: afresh,
    entries: [
      {
        kind: 'severity-changed',
        actor: by,
        text: pagesNow ? `${words} Paging starts again from the first level.` : words,
        data: { from: incident.severity, to: severity },
        post: true,
      },
    ],
  };
}

/**
 * Pushes to the next level now, also after an acknowledgement. `from` is the level that the presser
 * saw as the last one paged: two people who press at once push once.
 */
export function escalateByHand(
  incident: Incident,
  by: string,
  reason: string | null,
  now: Date,
  from?: number | null,
): Decision | Refusal {
  const { escalation } = incident;
  if (from !== undefined && from !== escalation.level) {
    return refuse(
      'already-escalated',
      'The next level was paged since this was shown, so nothing was done. Press again to go one further.',
    );
  }
  if (incident.status === 'resolved') return wrongStatus(incident, 'page-again');
  if (escalation.policy === null) {
    return refuse(
      'no-policy',
      `No escalation policy is set for ${incident.service}. Set \`escalation\` in its service.yaml, or mention people here.`,
    );
  }
  if (escalation.state === 'exhausted' || !hasNext(escalation)) {
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
        text: `Escalated by ${mention(by)}${reason ? `: ${spoken(reason)}` : '.'}`,
        post: true,
      },
    ],
  };
}
