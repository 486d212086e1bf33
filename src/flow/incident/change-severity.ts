import { changeSeverity as decideSeverity } from '../../incident/change-severity.ts';
import { setLead as decideLead } from '../../incident/decide.ts';
import type { Incident } from '../../incident/types.ts';
import type { Refusal } from '../../lib/refusal.ts';
import type { Severity } from '../../service/service.ts';
import { ackTermsFor } from '../page/ack-terms.ts';
import { policyOf } from '../page/policy-of.ts';
import type { World } from '../ports.ts';
import { changeIncident } from './change-incident.ts';

export function changeSeverity(
  world: World,
  incidentId: string,
  severity: Severity,
  by: string,
): Promise<Incident | Refusal> {
  return changeIncident(world, incidentId, by, (incident, now) =>
    decideSeverity(
      incident,
      severity,
      by,
      policyOf(world.directory, incident.service),
      ackTermsFor(world.directory, severity).timeout,
      now,
    ),
  );
}

export function setLead(
  world: World,
  incidentId: string,
  lead: string,
  by: string,
): Promise<Incident | Refusal> {
  return changeIncident(world, incidentId, by, (incident) => decideLead(incident, lead, by));
}
