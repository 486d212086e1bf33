import { type Kysely, sql } from 'kysely';
import type { Turns } from '../flow/page/turn-ports.ts';
import type { Database } from './database.ts';

/** Names a lock of its own kind: alert keys lock by one number, these by two. */
const PAGE_TURNS = 41;

export function turns(db: Kysely<Database>): Turns {
  return {
    of: async (policies) => {
      for (const policy of policies.toSorted())
        await sql`select pg_advisory_xact_lock(${PAGE_TURNS}, hashtext(${policy}))`.execute(db);
      const rows = await db
        .selectFrom('page_turn')
        .selectAll()
        .where('policy', 'in', policies)
        .orderBy('n')
        .execute();
      return rows.map(({ policy, level, user_id: user }) => ({ policy, level, user }));
    },
    take: async ({ policy, level, user }) => {
      const n = sql<number>`(select coalesce(max(n), 0) + 1 from page_turn)`;
      await db
        .insertInto('page_turn')
        .values({ policy, level, user_id: user, n })
        .onConflict((clash) => clash.columns(['policy', 'level', 'user_id']).doUpdateSet({ n }))
        .execute();
    },
  };
}
