import { type Kysely, sql } from 'kysely';
import type {
  LockedNotification,
  NotificationReader,
  Notifications,
  StoredSubject,
} from '../flow/page/notify-ports.ts';
import type { Database } from './database.ts';
import { fromRow, toRow, withWaited } from './notification-rows.ts';

export function notificationReader(db: Kysely<Database>): NotificationReader {
  const first = async (column: 'id' | 'ref', value: string) => {
    const row = await all(db).where(column, '=', value).executeTakeFirst();
    return row ? fromRow(row) : null;
  };
  return {
    byId: (id) => first('id', id),
    subjects: (ids) => subjects(db, ids),
    byRef: (ref) => first('ref', ref),
    ofIncident: async (incidentId) => {
      const rows = all(db).where('incident_id', '=', incidentId).orderBy('due_at').orderBy('id');
      return (await rows.execute()).map(fromRow);
    },
    led: async (leader) =>
      (await all(db).where('leader', '=', leader).orderBy('id').execute()).map(fromRow),
    lastTo: async (means, address) => {
      const sent = all(db)
        .where('means', '=', means)
        .where('address', '=', address)
        // The answer to one that the provider has just taken may be here before its outcome is.
        .where('state', 'in', ['sending', 'delivered']);
      const last = await sent
        .orderBy(sql`sent_at desc nulls first`)
        .orderBy('leader', (order) => order.asc().nullsFirst())
        .limit(1)
        .executeTakeFirst();
      if (!last) return [];
      const leader = last.leader ?? last.id;
      const said = sent.where((is) => is.or([is('id', '=', leader), is('leader', '=', leader)]));
      return (await said.orderBy('id').execute()).map(fromRow);
    },
  };
}

export function notifications(db: Kysely<Database>): Notifications {
  return {
    add: async (list) => {
      if (list.length === 0) return;
      await db.insertInto('notification').values(list.map(toRow)).execute();
    },
    lock: async (id) => (await locked(db, (rows) => rows.where('id', '=', id)))[0] ?? null,
    lockPage: (pageId) => locked(db, (rows) => rows.where('page_id', '=', pageId)),
    lockLed: (leader) => locked(db, (rows) => rows.where('leader', '=', leader)),
    lockAlike: async ({ id, user, means, address }) => {
      if (user === null) return [];
      const rows = await withWait(db)
        .where('user_id', '=', user)
        .where('means', '=', means)
        .where('address', '=', address)
        .where('state', '=', 'pending')
        .where('ready_at', 'is not', null)
        .where('id', '<>', id)
        .orderBy('id')
        .limit(50)
        .forUpdate()
        .skipLocked()
        .execute();
      return rows.map(withWaited);
    },
    save: async (notification) => {
      const { ready_at: _, ...row } = toRow(notification);
      await db
        .updateTable('notification')
        .set({
          ...row,
          ready_at: notification.ready ? sql`coalesce(ready_at, clock_timestamp())` : null,
        })
        .where('id', '=', notification.id)
        .execute();
    },
    inTurn: async (user, means) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`${means} ${user}`}, 7862355))`.execute(
        db,
      );
    },
    lockDelivered: (incidentId, means) =>
      locked(db, (rows) =>
        rows
          .where('incident_id', '=', incidentId)
          .where('state', '=', 'delivered')
          .where('means', 'in', means),
      ),
    sentSince: async (user, means, since, now) => {
      const rows = await db
        .selectFrom('notification')
        .select(['sent_at', 'incident_id'])
        .where('user_id', '=', user)
        .where('means', '=', means)
        .where((is) => is.or([is('sent_at', '>', since), is('state', '=', 'sending')]))
        // Of one message that said several things, one.
        .where('leader', 'is', null)
        .orderBy(sql`sent_at desc nulls first`)
        .execute();
      return rows.map((row) => ({ at: row.sent_at ?? now, incidentId: row.incident_id }));
    },
    takeLink: async (id, now) => {
      const { numUpdatedRows } = await db
        .updateTable('notification')
        .set({ link_used_at: now })
        .where('id', '=', id)
        .where('link_used_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    toldUnverified: async (incidentId, user) => {
      const row = await db
        .selectFrom('notification')
        .select('id')
        .where('incident_id', '=', incidentId)
        .where('user_id', '=', user)
        .where('state', '=', 'unverified')
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** What was not sent yet of pages that are not wanted any more, and the timers of it. */
export async function cancelNotifications(
  db: Kysely<Database>,
  incidentId: string,
  except: readonly string[] = [],
): Promise<void> {
  const waiting = db
    .updateTable('notification')
    .set({ state: 'cancelled' })
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'pending');
  const cancelled = await (except.length === 0
    ? waiting
    : waiting.where((is) => is.or([is('user_id', 'is', null), is('user_id', 'not in', except)]))
  )
    .returning(['id', 'ready_at'])
    .execute();
  const timed = cancelled.filter(({ ready_at: at }) => at === null).map(({ id }) => id);
  if (timed.length > 0)
    await db
      .deleteFrom('timer')
      .where('kind', '=', 'notify')
      .where('subject', 'in', timed)
      .execute();
}

async function subjects(db: Kysely<Database>, ids: readonly string[]): Promise<StoredSubject[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('notification')
    .innerJoin('page', 'page.id', 'notification.page_id')
    .innerJoin('incident', 'incident.id', 'notification.incident_id')
    .where('notification.id', 'in', ids)
    .select([
      'notification.id as notification',
      'page.id as pageId',
      'page.level_name as level',
      'page.round',
      'incident.id as incidentId',
      'incident.number',
      'incident.title',
      'incident.service',
      'incident.severity',
      'incident.opened_at as openedAt',
      'incident.channel_id as channelId',
    ])
    .execute();
  return rows
    .map(({ round, ...row }) => ({ ...row, key: `${row.incidentId}-${round}` }))
    .toSorted((a, b) => ids.indexOf(a.notification) - ids.indexOf(b.notification));
}

function all(db: Kysely<Database>) {
  return db.selectFrom('notification').selectAll();
}

function withWait(db: Kysely<Database>) {
  return all(db).select(
    sql<number>`coalesce(extract(epoch from clock_timestamp() - ready_at) * 1000, 0)::float8`.as(
      'waited_ms',
    ),
  );
}

/** In one order everywhere, so that nobody waits in a circle. */
async function locked(
  db: Kysely<Database>,
  narrow: (rows: ReturnType<typeof withWait>) => ReturnType<typeof withWait>,
): Promise<LockedNotification[]> {
  const rows = await narrow(withWait(db)).orderBy('step').orderBy('id').forUpdate().execute();
  return rows.map(withWaited);
}
