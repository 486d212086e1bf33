import type { Kysely } from 'kysely';
import type { Calendars } from '../flow/oncall/oncall-ports.ts';
import type { Database } from './database.ts';

export function calendars(db: Kysely<Database>): Calendars {
  return {
    all: async () => {
      const rows = await db.selectFrom('calendar').selectAll().execute();
      return rows.map((row) => ({
        schedule: row.schedule,
        source: row.source,
        text: row.content,
        readAt: row.read_at,
        problem: row.problem,
        problemAt: row.problem_at,
      }));
    },
    save: async ({ schedule, source, text, readAt, problem, problemAt }) => {
      const columns = {
        source,
        content: text,
        read_at: readAt,
        problem,
        problem_at: problemAt,
      };
      await db
        .insertInto('calendar')
        .values({ schedule, ...columns })
        .onConflict((clash) => clash.column('schedule').doUpdateSet(columns))
        .execute();
    },
  };
}
