import { type Kysely, type Selectable, sql } from 'kysely';
import type { Handoff, HandoffReader, Handoffs } from '../flow/oncall/handoff-ports.ts';
import type { Database } from './database.ts';
import type { HandoffTable } from './oncall-tables.ts';

/** Names a lock of its own kind. */
const ON_CALL = 47;

export function handoffs(db: Kysely<Database>): Handoffs {
  return {
    hold: async (schedule) => {
      await sql`select pg_advisory_xact_lock(${ON_CALL}, hashtext(${schedule}))`.execute(db);
      const row = await db
        .selectFrom('on_call')
        .selectAll()
        .where('schedule', '=', schedule)
        .executeTakeFirst();
      return row ? { schedule, user: row.user_id, n: row.n } : null;
    },
    save: async ({ schedule, user, n }, now) => {
      const columns = { user_id: user, n, since: now };
      await db
        .insertInto('on_call')
        .values({ schedule, ...columns })
        .onConflict((clash) => clash.column('schedule').doUpdateSet(columns))
        .execute();
    },
    add: async (list) => {
      if (list.length > 0) await db.insertInto('handoff').values(list.map(toRow)).execute();
    },
    forget: async (schedule) => {
      await db.deleteFrom('on_call').where('schedule', '=', schedule).execute();
    },
  };
}

export function handoffReader(db: Kysely<Database>): HandoffReader {
  return {
    byId: async (id) => {
      const row = await db
        .selectFrom('handoff')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    standings: async () => {
      const rows = await db.selectFrom('on_call').selectAll().orderBy('schedule').execute();
      return rows.map(({ schedule, user_id: user, n }) => ({ schedule, user, n }));
    },
    comingBefore: async ({ schedule, user, n }) => {
      const row = await db
        .selectFrom('handoff')
        .select('state')
        .where('schedule', '=', schedule)
        .where('user_id', '=', user)
        .where('kind', '=', 'comes')
        .where('n', '<', n)
        .orderBy('n', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.state ?? null;
    },
    settle: async (id, state) => {
      await db.updateTable('handoff').set({ state }).where('id', '=', id).execute();
    },
  };
}

function fromRow({ user_id: user, ...row }: Selectable<HandoffTable>): Handoff {
  return { ...row, user };
}

function toRow({ user, ...handoff }: Handoff): Selectable<HandoffTable> {
  return { ...handoff, user_id: user };
}
