import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

const MOST_SEALS = 200;

/** Seals the links that every chain has got since the last seal; returns how many chains had any. */
export async function sealTimeline(db: Kysely<Database>, now: Date): Promise<number> {
  let sealed = 0;
  for (let round = 0; round < MOST_SEALS; round += 1) {
    const { rows } = await sql<{ moved: number }>`select seal_timeline(${now}) as moved`.execute(
      db,
    );
    const moved = rows[0]?.moved ?? 0;
    sealed += moved;
    if (moved === 0) break;
  }
  return sealed;
}

export async function lastSeal(db: Kysely<Database>): Promise<{ n: number; hash: string } | null> {
  const row = await db
    .selectFrom('timeline_seal')
    .select(['n', 'hash'])
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
