import type { Kysely } from 'kysely';
import type { IncidentView } from '../incident/types.ts';
import { alertsOf } from './alerts.ts';
import { approvalsOf } from './approvals.ts';
import type { Database } from './database.ts';
import { fromRow } from './incident-rows.ts';
import { marksOf } from './marks.ts';
import { pagesOf } from './pages.ts';
import { runFromRow } from './run-rows.ts';

/** Everything about one incident that its rooms in Slack are drawn from. */
export async function viewOf(db: Kysely<Database>, id: string): Promise<IncidentView | null> {
  const incident = await db
    .selectFrom('incident')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (incident === undefined) return null;
  const [alerts, runs, approvals, marks, pages] = await Promise.all([
    alertsOf(db, id),
    db
      .selectFrom('run')
      .selectAll()
      .where('incident_id', '=', id)
      .orderBy('requested_at')
      .orderBy('id')
      .execute(),
    approvalsOf(db, id),
    marksOf(db, id),
    pagesOf(db, id),
  ]);
  return {
    incident: fromRow(incident),
    alerts,
    runs: runs.map(runFromRow),
    approvals,
    marks,
    pages,
  };
}
