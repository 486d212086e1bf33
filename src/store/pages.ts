import type { Kysely, Selectable } from 'kysely';
import type { Pages } from '../flow/ports.ts';
import type { Page } from '../incident/types.ts';
import type { Database, PageTable } from './database.ts';
import { cancelNotifications } from './notifications.ts';

export function pages(db: Kysely<Database>): Pages {
  return {
    add: async (list) => {
      if (list.length > 0) await db.insertInto('page').values(list.map(toRow)).execute();
    },
    lock: async (id) => {
      const row = await db
        .selectFrom('page')
        .selectAll()
        .where('id', '=', id)
        .forNoKeyUpdate()
        .executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    save: async (page) => {
      await db.updateTable('page').set(toRow(page)).where('id', '=', page.id).execute();
    },
    reachable: async ({ incidentId, round, level }) => {
      const row = await db
        .selectFrom('page')
        .select((columns) => columns.fn.countAll<number>().as('count'))
        .where('incident_id', '=', incidentId)
        .where('round', '=', round)
        .where('level', '=', level)
        .where('state', 'in', ['pending', 'sent'])
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    cancelPending: async (incidentId, except = []) => {
      const waiting = db
        .updateTable('page')
        .set({ state: 'cancelled' })
        .where('incident_id', '=', incidentId)
        .where('state', '=', 'pending');
      const others =
        except.length === 0
          ? waiting
          : waiting.where((is) =>
              is.or([is('user_id', 'is', null), is('user_id', 'not in', except)]),
            );
      await others.execute();
      await cancelNotifications(db, incidentId, except);
    },
  };
}

export async function pagesOf(db: Kysely<Database>, incidentId: string): Promise<Page[]> {
  const rows = await db
    .selectFrom('page')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

function fromRow(row: Selectable<PageTable>): Page {
  return {
    id: row.id,
    incidentId: row.incident_id,
    round: row.round,
    level: row.level,
    levelName: row.level_name,
    kind: row.kind,
    user: row.user_id,
    name: row.name,
    dueAt: row.due_at,
    sentAt: row.sent_at,
    state: row.state,
    detail: row.detail,
    channelId: row.channel_id,
    messageTs: row.message_ts,
  };
}

function toRow(page: Page): Selectable<PageTable> {
  return {
    id: page.id,
    incident_id: page.incidentId,
    round: page.round,
    level: page.level,
    level_name: page.levelName,
    kind: page.kind,
    user_id: page.user,
    name: page.name,
    due_at: page.dueAt,
    sent_at: page.sentAt,
    state: page.state,
    detail: page.detail,
    channel_id: page.channelId,
    message_ts: page.messageTs,
  };
}
