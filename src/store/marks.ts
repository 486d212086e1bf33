import type { Kysely } from 'kysely';
import type { StepMark } from '../incident/types.ts';
import type { Database } from './database.ts';

/** The first mark on a step stands; a second one changes nothing. */
export async function addMark(
  db: Kysely<Database>,
  incidentId: string,
  mark: StepMark,
): Promise<void> {
  await db
    .insertInto('step_mark')
    .values({
      incident_id: incidentId,
      step_key: mark.stepKey,
      state: mark.state,
      by: mark.by,
      at: mark.at,
    })
    .onConflict((clash) => clash.doNothing())
    .execute();
}

export async function removeMark(
  db: Kysely<Database>,
  incidentId: string,
  stepKey: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('step_mark')
    .where('incident_id', '=', incidentId)
    .where('step_key', '=', stepKey)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function marksOf(db: Kysely<Database>, incidentId: string): Promise<StepMark[]> {
  const rows = await db
    .selectFrom('step_mark')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .execute();
  return rows.map((row) => ({ stepKey: row.step_key, state: row.state, by: row.by, at: row.at }));
}
