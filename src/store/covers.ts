import type { Kysely, Selectable } from 'kysely';
import type { Covers } from '../flow/oncall/oncall-ports.ts';
import type { CoverRequest } from '../oncall/cover.ts';
import type { Database } from './database.ts';
import type { CoverRequestTable } from './oncall-tables.ts';

export function covers(db: Kysely<Database>): Covers {
  const all = () => db.selectFrom('cover_request').selectAll();
  return {
    byId: async (id) => {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    byOverride: async (id) => {
      const row = await all().where('override_id', '=', id).executeTakeFirst();
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
      await db.insertInto('cover_request').values(toRow(request)).execute();
    },
    lock: async (id) => {
      const row = await all().where('id', '=', id).forUpdate().executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    save: async (request) => {
      await db
        .updateTable('cover_request')
        .set(toRow(request))
        .where('id', '=', request.id)
        .execute();
    },
  };
}

function fromRow(row: Selectable<CoverRequestTable>): CoverRequest {
  return {
    id: row.id,
    schedule: row.schedule,
    person: row.person,
    from: row.from_at,
    until: row.until_at,
    reason: row.reason,
    state: row.state,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    overrideId: row.override_id,
    createdAt: row.created_at,
  };
}

function toRow(request: CoverRequest): Selectable<CoverRequestTable> {
  return {
    id: request.id,
    schedule: request.schedule,
    person: request.person,
    from_at: request.from,
    until_at: request.until,
    reason: request.reason,
    state: request.state,
    decided_by: request.decidedBy,
    decided_at: request.decidedAt,
    override_id: request.overrideId,
    created_at: request.createdAt,
  };
}
