import type { Kysely, Selectable } from 'kysely';
import type { Swaps } from '../flow/oncall/oncall-ports.ts';
import type { SwapRequest } from '../oncall/swap-request.ts';
import type { Database } from './database.ts';
import type { SwapRequestTable } from './oncall-tables.ts';

export function swaps(db: Kysely<Database>): Swaps {
  const all = () => db.selectFrom('swap_request').selectAll();
  return {
    byId: async (id) => {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    bySwap: async (swap) => {
      const row = await all().where('swap', '=', swap).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    open: async () => {
      const rows = await all()
        .where('state', '=', 'open')
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },
    add: async (request) => {
      await db.insertInto('swap_request').values(toRow(request)).execute();
    },
    lock: async (id) => {
      const row = await all().where('id', '=', id).forUpdate().executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    save: async (request) => {
      await db
        .updateTable('swap_request')
        .set(toRow(request))
        .where('id', '=', request.id)
        .execute();
    },
  };
}

function fromRow(row: Selectable<SwapRequestTable>): SwapRequest {
  return {
    id: row.id,
    schedule: row.schedule,
    one: { person: row.person, from: row.from_at, until: row.until_at },
    other: { person: row.other, from: row.other_from_at, until: row.other_until_at },
    reason: row.reason,
    state: row.state,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    swap: row.swap,
    createdAt: row.created_at,
  };
}

function toRow({ one, other, ...request }: SwapRequest): Selectable<SwapRequestTable> {
  return {
    id: request.id,
    schedule: request.schedule,
    person: one.person,
    from_at: one.from,
    until_at: one.until,
    other: other.person,
    other_from_at: other.from,
    other_until_at: other.until,
    reason: request.reason,
    state: request.state,
    decided_by: request.decidedBy,
    decided_at: request.decidedAt,
    swap: request.swap,
    created_at: request.createdAt,
  };
}
