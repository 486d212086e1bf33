import type { Kysely, Selectable } from 'kysely';
import type { Approval } from '../action/run.ts';
import type { Database } from './database.ts';

/** The decisions that count on a run. */
export async function approvalsOn(db: Kysely<Database>, runId: string): Promise<Approval[]> {
  return standing(
    await db.selectFrom('approval').selectAll().where('run_id', '=', runId).execute(),
  );
}

/** The decisions that count on all runs of an incident, the oldest first. */
export async function approvalsOf(db: Kysely<Database>, incidentId: string): Promise<Approval[]> {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('run', 'run.id', 'approval.run_id')
    .selectAll('approval')
    .where('run.incident_id', '=', incidentId)
    .execute();
  return standing(rows);
}

export async function addApproval(
  db: Kysely<Database>,
  { runId, breakGlass, ...approval }: Approval,
): Promise<void> {
  await db
    .insertInto('approval')
    .values({ run_id: runId, break_glass: breakGlass, ...approval })
    .execute();
}

export async function takeApprovalBack(
  db: Kysely<Database>,
  runId: string,
  by: string,
  at: Date,
): Promise<void> {
  await db
    .insertInto('approval')
    .values({ run_id: runId, by, decision: 'take-back', at, reason: null, break_glass: false })
    .execute();
}

/** Nothing is taken away in the table: of each person the last word on a run counts. */
function standing(rows: Selectable<Database['approval']>[]): Approval[] {
  const last = new Map<string, Selectable<Database['approval']>>();
  for (const row of rows.toSorted((a, b) => a.n - b.n)) last.set(`${row.run_id} ${row.by}`, row);
  return [...last.values()]
    .toSorted((a, b) => a.n - b.n)
    .flatMap(({ run_id: runId, break_glass: breakGlass, decision, n: _, ...rest }) =>
      decision === 'take-back' ? [] : [{ runId, breakGlass, decision, ...rest }],
    );
}
