import type { Insertable, Kysely, Selectable } from 'kysely';
import type { IncidentReader, Incidents } from '../flow/ports.ts';
import type { Incident } from '../incident/types.ts';
import { attachAlert, firingCount, resolveAlert } from './alerts.ts';
import type { Database, IncidentTable } from './database.ts';
import { viewOf } from './incident-view.ts';
import { addMark, removeMark } from './marks.ts';

export function incidentReader(db: Kysely<Database>): IncidentReader {
  const incidents = () => db.selectFrom('incident').selectAll();
  return {
    byId: async (id) => read(await incidents().where('id', '=', id).executeTakeFirst()),
    byNumber: async (number) =>
      read(await incidents().where('number', '=', number).executeTakeFirst()),
    byChannel: async (channel) =>
      read(
        await incidents()
          .where('channel_id', '=', channel)
          .orderBy('number', 'desc')
          .executeTakeFirst(),
      ),
    open: async () =>
      (
        await incidents()
          .where('status', '<>', 'resolved')
          .orderBy('number', 'desc')
          .limit(200)
          .execute()
      ).map(fromRow),
    view: (id) => viewOf(db, id),
    timeline: (id) =>
      db
        .selectFrom('timeline')
        .select(['id', 'at', 'kind', 'actor', 'text', 'data', 'posted'])
        .where('incident_id', '=', id)
        .orderBy('id')
        .execute(),
  };
}

export function incidents(db: Kysely<Database>): Incidents {
  return {
    create: async (draft) => {
      const row = await db
        .insertInto('incident')
        .values(toRow(draft))
        .onConflict((clash) =>
          clash.column('alert_key').where('status', '<>', 'resolved').doNothing(),
        )
        .returningAll()
        .executeTakeFirst();
      return read(row);
    },
    lock: async (id) =>
      read(
        await db
          .selectFrom('incident')
          .selectAll()
          .where('id', '=', id)
          .forNoKeyUpdate()
          .executeTakeFirst(),
      ),
    lockOpen: async (key) =>
      read(
        await db
          .selectFrom('incident')
          .selectAll()
          .where('alert_key', '=', key)
          .where('status', '<>', 'resolved')
          .forNoKeyUpdate()
          .executeTakeFirst(),
      ),
    save: async (incident) => {
      const { id, ...columns } = toRow(incident);
      await db.updateTable('incident').set(columns).where('id', '=', id).execute();
    },
    attach: (id, alert, now) => attachAlert(db, id, alert, now),
    resolveAlert: (id, alert, now) => resolveAlert(db, id, alert, now),
    firingCount: (id) => firingCount(db, id),
    mark: (id, mark) => addMark(db, id, mark),
    unmark: (id, stepKey) => removeMark(db, id, stepKey),
  };
}

export function fromRow(row: Selectable<IncidentTable>): Incident {
  const { nextAt, ...escalation } = row.escalation;
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
    escalation: { ...escalation, nextAt: nextAt === null ? null : new Date(nextAt) },
    procedures: row.procedures,
  };
}

/** The channel is written by its own update, so that a flow's save never undoes it. */
function toRow(
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

function read(row: Selectable<IncidentTable> | undefined): Incident | null {
  return row === undefined ? null : fromRow(row);
}
