import { type Kysely, sql } from 'kysely';
import type { CircuitSubject, Usage } from '../flow/run/usage-ports.ts';
import { newId } from '../lib/ids.ts';
import type { Database } from './database.ts';
import { runFromRow } from './run-rows.ts';

const MOST = 10_000;

/** What was asked for and what failed lately, counted inside the transaction that goes by it. */
export function usage(db: Kysely<Database>): Usage {
  return {
    hold: async () => {
      await sql`select pg_advisory_xact_lock(7862355, 2)`.execute(db);
    },
    runs: async (since) => {
      const rows = await db
        .selectFrom('run')
        .select(['requested_by', 'service', 'action', 'requested_at', 'expires_at', 'state'])
        .where((where) =>
          where.or([where('requested_at', '>', since), where('state', '=', 'pending')]),
        )
        // To look before one acts takes nothing from what one may do.
        .where('dry_run', '=', false)
        .limit(MOST)
        .execute();
      return rows.map((row) => ({
        by: row.requested_by,
        service: row.service,
        action: row.action,
        askedAt: row.requested_at,
        waitsUntil: row.state === 'pending' ? row.expires_at : null,
      }));
    },
    circuit: async (of, since) => {
      const rows = await failedRuns(db, of)
        .select(['finished_at as at', sql<string | null>`null`.as('by')])
        .where('finished_at', '>', since)
        .unionAll(
          db
            .selectFrom('circuit_override')
            .select(['at', 'by'])
            .where('service', '=', of.service)
            .where('subject', '=', of.subject)
            .where('at', '>', since),
        )
        .execute();
      return {
        failures: rows.flatMap(({ at, by }) => (at !== null && by === null ? [at] : [])),
        overrides: rows.flatMap(({ at, by }) => (at !== null && by !== null ? [{ at, by }] : [])),
      };
    },
    lastFailure: async (of) => {
      const row = await failedRuns(db, of)
        .selectAll()
        .orderBy('finished_at', 'desc')
        .executeTakeFirst();
      return row ? runFromRow(row) : null;
    },
    addOverride: async ({ service, subject }, { incidentId, by, at, reason }) => {
      await db
        .insertInto('circuit_override')
        .values({ id: newId(), incident_id: incidentId, service, subject, by, at, reason })
        .execute();
    },
    announced: async (incidentId, subject, since) => {
      const row = await db
        .selectFrom('timeline')
        .select('id')
        .where('incident_id', '=', incidentId)
        .where('kind', '=', 'action-locked')
        .where('at', '>=', since)
        .where(sql`data ->> 'subject'`, '=', subject)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function failedRuns(db: Kysely<Database>, { service, subject }: CircuitSubject) {
  return db
    .selectFrom('run')
    .where('service', '=', service)
    .where('state', 'in', ['failed', 'lost'])
    .where('class', '<>', 'readonly')
    .where(sql`coalesce(action, step_hash)`, '=', subject);
}
