import { type Kysely, sql } from 'kysely';
import type { IncidentReader, Incidents } from '../flow/ports.ts';
import { attachAlert, firingCount, resolveAlert } from './alerts.ts';
import type { Database } from './database.ts';
import { fromRow, read, toRow } from './incident-rows.ts';
import { viewOf } from './incident-view.ts';
import { addMark, removeMark } from './marks.ts';
import { timelineOf, timelinePage } from './timeline.ts';

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
    timeline: (id) => timelineOf(db, id),
    timelinePage: (id, page) => timelinePage(db, id, page),
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
    lockKeyOf: async (id) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(alert_key, 0))
        from incident where id = ${id} and alert_key is not null`.execute(db);
    },
    lockOpen: async (key) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db);
      const row = await db
        .selectFrom('incident')
        .selectAll()
        .where('alert_key', '=', key)
        .where('status', '<>', 'resolved')
        .forNoKeyUpdate()
        .executeTakeFirst();
      return read(row);
    },
    save: async (incident) => {
      const { id, ...columns } = toRow(incident);
      await db.updateTable('incident').set(columns).where('id', '=', id).execute();
    },
    touch: async (id, at) => {
      await db.updateTable('incident').set({ active_at: at }).where('id', '=', id).execute();
    },
    touchedAt: async (id) =>
      (await db.selectFrom('incident').select('active_at').where('id', '=', id).executeTakeFirst())
        ?.active_at ?? null,
    attach: (id, alert, now) => attachAlert(db, id, alert, now),
    resolveAlert: (id, alert, now) => resolveAlert(db, id, alert, now),
    firingCount: (id) => firingCount(db, id),
    mark: (id, mark) => addMark(db, id, mark),
    unmark: (id, stepKey) => removeMark(db, id, stepKey),
  };
}
