import { type Kysely, sql } from 'kysely';
import type { Workers } from '../flow/ports.ts';
import type { Database } from './database.ts';

/** Who executes runs. Machine time throughout: whether a worker lives has nothing to do with the try-out's clock. */
export function workers(db: Kysely<Database>): Workers {
  return {
    seen: async ({ id, host, place, process, targets, labels }) => {
      const columns = {
        host,
        place,
        process,
        targets: JSON.stringify(targets),
        labels: JSON.stringify(labels),
        seen_at: sql<Date>`clock_timestamp()`,
      };
      await db
        .insertInto('worker')
        .values({ id, ...columns })
        .onConflict((clash) => clash.column('id').doUpdateSet(columns))
        .execute();
    },
    gone: async (id) => {
      await db.deleteFrom('worker').where('id', '=', id).execute();
    },
    all: async () => {
      const rows = await db
        .selectFrom('worker')
        .selectAll()
        .select(silence.as('silent'))
        .orderBy('started_at')
        .orderBy('id')
        .execute();
      return rows.map(({ started_at, seen_at, silent, ...worker }) => ({
        ...worker,
        startedAt: started_at,
        seenAt: seen_at,
        silentMs: Number(silent),
      }));
    },
    forget: async (silentMs) => {
      await db.deleteFrom('worker').where(silence, '>', silentMs).execute();
    },
  };
}

const silence = sql<number>`extract(epoch from clock_timestamp() - seen_at) * 1000`;
