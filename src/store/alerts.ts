import type { Kysely } from 'kysely';
import type { Alert } from '../alert/types.ts';
import type { AttachedAlert } from '../incident/types.ts';
import type { Database } from './database.ts';

/** Adds the alert to the incident, or counts it once more when it is there already. */
export async function attachAlert(
  db: Kysely<Database>,
  incidentId: string,
  alert: Alert,
  now: Date,
): Promise<'new' | 'again' | 'refired'> {
  const before = await db
    .selectFrom('alert')
    .select('status')
    .where('incident_id', '=', incidentId)
    .where('source', '=', alert.source)
    .where('key', '=', alert.key)
    .executeTakeFirst();
  const facts = {
    status: alert.status,
    title: alert.title,
    severity: alert.severity,
    labels: JSON.stringify(alert.labels),
    annotations: JSON.stringify(alert.annotations),
    url: alert.url,
    last_at: now,
  };
  await db
    .insertInto('alert')
    .values({
      ...facts,
      incident_id: incidentId,
      source: alert.source,
      key: alert.key,
      name: alert.name,
      service: alert.service,
      starts_at: alert.startsAt,
      first_at: now,
      count: 1,
    })
    .onConflict((clash) =>
      clash
        .columns(['incident_id', 'source', 'key'])
        .doUpdateSet((row) => ({ ...facts, count: row('alert.count', '+', 1) })),
    )
    .execute();
  if (before === undefined) return 'new';
  return before.status === 'resolved' ? 'refired' : 'again';
}

export async function resolveAlert(
  db: Kysely<Database>,
  incidentId: string,
  alert: Alert,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('alert')
    .set({ status: 'resolved', last_at: now })
    .where('incident_id', '=', incidentId)
    .where('source', '=', alert.source)
    .where('key', '=', alert.key)
    .where('status', '=', 'firing')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function firingCount(db: Kysely<Database>, incidentId: string): Promise<number> {
  const row = await db
    .selectFrom('alert')
    .select((columns) => columns.fn.countAll<number>().as('count'))
    .where('incident_id', '=', incidentId)
    .where('status', '=', 'firing')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** At most 300, the newest last: enough to show, bounded in a storm. */
export async function alertsOf(db: Kysely<Database>, incidentId: string): Promise<AttachedAlert[]> {
  const rows = await db
    .selectFrom('alert')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('first_at')
    .orderBy('key')
    .limit(300)
    .execute();
  return rows.map(({ starts_at, first_at, last_at, incident_id: _, ...row }) => ({
    ...row,
    startsAt: starts_at,
    firstAt: first_at,
    lastAt: last_at,
  }));
}
