import type { NewEntry } from '../../incident/entry.ts';
import { whyNotPaging } from '../../incident/paging.ts';
import type { AttachedProcedure, Incident } from '../../incident/types.ts';
import { newId } from '../../lib/ids.ts';
import { startEscalation } from '../../oncall/escalation.ts';
import type { Service, Severity } from '../../service/service.ts';
import { policyOf } from '../page/policy-of.ts';
import { settle } from '../page/settle.ts';
import type { Tx, World } from '../ports.ts';

export interface Opening {
  service: Service;
  severity: Severity;
  title: string;
  alertKey: string | null;
  declaredBy: string | null;
  note: string | null;
  procedures: AttachedProcedure[];
  entry: NewEntry;
}

/** Opens an incident and pages its first level, in the caller's transaction. Null: its alert key has one open. */
export async function openIncident(
  tx: Tx,
  world: World,
  opening: Opening,
  now: Date,
): Promise<Incident | null> {
  const { service, severity } = opening;
  const incident = await tx.incidents.create({
    id: newId(),
    service: service.service,
    severity,
    title: opening.title,
    status: 'open',
    alertKey: opening.alertKey,
    declaredBy: opening.declaredBy,
    lead: null,
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    note: opening.note,
    escalation: startEscalation(policyOf(world.directory, service.service), severity, 1, now),
    procedures: opening.procedures,
  });
  if (incident === null) return null;
  const silent = whyNotPaging(incident);
  await settle(
    tx,
    world,
    { incident, entries: silent ? [opening.entry, silent] : [opening.entry] },
    now,
  );
  return incident;
}
