import type { Insertable, Selectable } from 'kysely';
import type { Incident } from '../incident/types.ts';
import type { IncidentTable } from './database.ts';
import { readEscalation } from './stored-escalation.ts';

export function fromRow(row: Selectable<IncidentTable>): Incident {
  return {
    id: row.id,
    number: row.number,
    service: row.service,
    severity: row.severity,
    title: row.title,
    status: row.status,
    alertKey: row.alert_key,
    declaredBy: row.declared_by,
    lead: row.lead,
    openedAt: row.opened_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    note: row.note,
    channelId: row.channel_id,
    channelName: row.channel_name,
    escalation: readEscalation(row.escalation),
    procedures: row.procedures,
  };
}

/** The channel is written by its own update, so that a flow's save never undoes it. */
export function toRow(
  incident: Omit<Incident, 'number' | 'channelId' | 'channelName'>,
): Insertable<IncidentTable> {
  return {
    id: incident.id,
    service: incident.service,
    severity: incident.severity,
    title: incident.title,
    status: incident.status,
    alert_key: incident.alertKey,
    declared_by: incident.declaredBy,
    lead: incident.lead,
    opened_at: incident.openedAt,
    acknowledged_at: incident.acknowledgedAt,
    acknowledged_by: incident.acknowledgedBy,
    resolved_at: incident.resolvedAt,
    resolved_by: incident.resolvedBy,
    note: incident.note,
    escalation: JSON.stringify(incident.escalation),
    procedures: JSON.stringify(incident.procedures),
  };
}

export function read(row: Selectable<IncidentTable> | undefined): Incident | null {
  return row === undefined ? null : fromRow(row);
}
