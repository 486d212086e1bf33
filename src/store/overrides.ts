import { type Kysely, type Selectable, sql } from 'kysely';
import type { Overrides } from '../flow/oncall/oncall-ports.ts';
import type { EnteredOverride, Override } from '../oncall/override.ts';
import type { Database } from './database.ts';
import type { OverrideTable } from './oncall-tables.ts';
import { timers } from './timers.ts';

export function overrides(db: Kysely<Database>): Overrides {
  const inForce = () => db.selectFrom('override').selectAll().where('withdrawn_at', 'is', null);
  return {
    between: async (from, until) => {
      const rows = await inForce()
        .where('until_at', '>', from)
        .where('from_at', '<', until)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },
    byId: async (id) => {
      const row = await inForce().where('id', '=', id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    entered: async (id) => {
      const row = await db
        .selectFrom('override')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? entered(row) : null;
    },
    hold: async (schedule) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`schedule ${schedule}`}, 7862355))`.execute(
        db,
      );
    },
    add: async (list) => {
      if (list.length > 0) await db.insertInto('override').values(list.map(toRow)).execute();
      for (const { schedule, createdAt } of list) await wake(db, schedule, createdAt);
    },
    lock: async (id) => {
      // By id, so that two who end the halves of one swap do not wait for each other.
      const rows = await inForce()
        .where((is) =>
          is.or([
            is('id', '=', id),
            is('swap', '=', db.selectFrom('override').select('swap').where('id', '=', id)),
          ]),
        )
        .orderBy('id')
        .forUpdate()
        .execute();
      return rows.map(fromRow);
    },
    shorten: async (id, now, by) => {
      const { schedule } = await db
        .updateTable('override')
        .set((row) => ({
          until_at: now,
          planned_until_at: row.ref('until_at'),
          ended_at: now,
          ended_by: by,
        }))
        .where('id', '=', id)
        .returning('schedule')
        .executeTakeFirstOrThrow();
      await wake(db, schedule, now);
    },
    withdraw: async (id, by, now) => {
      const { schedule } = await db
        .updateTable('override')
        .set({ withdrawn_at: now, withdrawn_by: by })
        .where('id', '=', id)
        .returning('schedule')
        .executeTakeFirstOrThrow();
      await wake(db, schedule, now);
    },
  };
}

async function wake(db: Kysely<Database>, schedule: string, now: Date): Promise<void> {
  const timer = { kind: 'handoff', subject: schedule, incidentId: null, dueAt: now } as const;
  await timers(db).setEarlier(timer);
}

function fromRow(row: Selectable<OverrideTable>): Override {
  return {
    id: row.id,
    schedule: row.schedule,
    person: row.person,
    instead: row.instead,
    from: row.from_at,
    until: row.until_at,
    by: row.by,
    reason: row.reason,
    swap: row.swap,
    createdAt: row.created_at,
  };
}

function entered(row: Selectable<OverrideTable>): EnteredOverride {
  const [by, at] = [row.withdrawn_by ?? row.ended_by, row.withdrawn_at ?? row.ended_at];
  return {
    ...fromRow(row),
    plannedUntil: row.planned_until_at ?? row.until_at,
    ended: by !== null && at !== null ? { by, at } : null,
  };
}

function toRow(override: Override): Selectable<OverrideTable> {
  return {
    id: override.id,
    schedule: override.schedule,
    person: override.person,
    instead: override.instead,
    from_at: override.from,
    until_at: override.until,
    by: override.by,
    reason: override.reason,
    swap: override.swap,
    created_at: override.createdAt,
    withdrawn_at: null,
    withdrawn_by: null,
    planned_until_at: null,
    ended_at: null,
    ended_by: null,
  };
}
