import type pg from 'pg';
import type { Auditor, Finding, FindingKind } from '../flow/record/audit-ports.ts';
import { connect } from './connect.ts';

/**
 * Looks at paging from outside: a connection and queries of its own, which share nothing with the code
 * that pages. What it says follows from the rows alone.
 */
export function openAuditor(databaseUrl: string, onError: (error: Error) => void): Auditor {
  const { pool } = connect(databaseUrl, { max: 1, onError });
  return {
    inTurn: async (work) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        const { rows } = await client.query('select pg_try_advisory_lock(7862355, 2) as mine');
        if (rows[0]?.mine !== true) return null;
        return await work((now) => look(client, now));
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        await client.query('select pg_advisory_unlock_all()').catch((error: Error) => {
          broken = error;
        });
        // A connection of which nobody knows what became is closed, and its lock with it.
        client.release(broken);
      }
    },
    // Kysely has opened nothing, so it would end nothing.
    close: () => pool.end(),
  };
}

interface Row {
  kind: FindingKind;
  incident_id: string;
  number: number | null;
  subject: string;
  timer: string | null;
  for_ms: number;
}

async function look(client: pg.PoolClient, now: Date): Promise<Finding[]> {
  const { rows } = await client.query<Row>(QUERY, [now]);
  return rows.map((row) => ({
    kind: row.kind,
    incidentId: row.incident_id,
    number: row.number,
    subject: row.subject,
    timer: row.timer,
    forMs: row.for_ms,
  }));
}

const OVERDUE = "interval '15 seconds'";
/** So far may the clocks of two bots be apart. */
const AHEAD = "interval '15 seconds'";
const UNSENT = "interval '15 seconds'";
const LATE = "interval '2 minutes'";
const SILENT = "interval '1 minute'";

/** What a clock that is moved by hand has nothing to do with goes by the machine's time, as everywhere. */
const QUERY = `
with live as (
  select id, status, severity, escalation,
    escalation ->> 'state' as state,
    coalesce((escalation ->> 'afresh')::integer, (escalation ->> 'round')::integer) as afresh,
    (escalation ->> 'nextAt')::timestamptz as next_at,
    (escalation -> 'watch' ->> 'dueAt')::timestamptz as watch_at
  from incident where status <> 'resolved'
), found (kind, incident_id, subject, timer, since, machine) as (
  select 'step-missing', id, id, null, null::timestamptz, false
    from live where state in ('running', 'awaiting') and next_at is null
  union all
  select 'step-too-far', id, id, null, null, false
    from live where state in ('running', 'awaiting') and next_at > $1::timestamptz + ${AHEAD}
      + coalesce(escalation -> 'policy' -> 'levels' -> coalesce((escalation ->> 'level')::integer, 0) ->> 'wait', '0')::float8
      * interval '1 millisecond'
  union all
  select distinct 'means-too-far', page.incident_id, page.id, null, null::timestamptz, false
    from notification one join page on page.id = one.page_id
    where one.state = 'pending' and one.ready_at is null and page.due_at > $1::timestamptz + ${AHEAD}
  union all
  select 'timer-missing', live.id, live.id, 'escalate', null, false
    from live left join timer on timer.kind = 'escalate' and timer.subject = live.id
    where state in ('running', 'awaiting') and next_at is not null
      and (timer.due_at is null or timer.due_at > next_at + interval '1 second')
  union all
  select 'timer-missing', live.id, live.id, 'watch-ack', null, false
    from live left join timer on timer.kind = 'watch-ack' and timer.subject = live.id
    where watch_at is not null
      and (timer.due_at is null or timer.due_at > watch_at + interval '1 second')
  union all
  select 'timer-missing', incident_id, id, 'notify', null, false
    from notification where state = 'pending' and ready_at is null
      and not exists (select from timer where timer.kind = 'notify' and timer.subject = notification.id)
  union all
  select 'timer-overdue', timer.incident_id, timer.subject, timer.kind, timer.due_at, false
    from timer join live on live.id = timer.incident_id
    where timer.due_at < $1::timestamptz - ${OVERDUE}
      and (timer.kind <> 'escalate' or live.state in ('running', 'awaiting'))
  union all
  select 'timer-stray', timer.incident_id, timer.subject, timer.kind, null, false
    from timer left join live on live.id = timer.incident_id
    where timer.kind in ('escalate', 'watch-ack', 'notify')
      and (live.id is null or (timer.kind = 'escalate' and live.state not in ('running', 'awaiting')))
  union all
  select 'escalation-missing', id, id, null, null, false
    from live where status = 'open' and state not in ('running', 'awaiting', 'exhausted')
      and jsonb_typeof(escalation -> 'policy') = 'object'
      and (escalation -> 'policy' -> 'page' is null or escalation -> 'policy' -> 'page' ? severity)
  union all
  select 'effect-missing', one.incident_id, one.id, null, one.ready_at, true
    from notification one left join notification leader on leader.id = one.leader
    where one.state in ('pending', 'sending') and one.ready_at < clock_timestamp() - ${UNSENT}
      and (leader.state is null or leader.state not in ('pending', 'sending'))
      and not exists (select from outbox where outbox.key = 'page ' || one.id)
  union all
  select 'page-forgotten', page.incident_id, page.id, null, null, false
    from page join live on live.id = page.incident_id
    where page.state = 'pending' and live.state in ('running', 'exhausted') and page.round >= live.afresh
      and not exists (select from notification
        where notification.page_id = page.id and notification.state in ('pending', 'sending'))
  union all
  select 'page-late', page.incident_id, page.id, null, min(one.ready_at), true
    from notification one join page on page.id = one.page_id join live on live.id = page.incident_id
    where one.state in ('pending', 'sending') and page.state = 'pending'
      and one.ready_at < clock_timestamp() - ${LATE}
    group by page.incident_id, page.id
  union all
  select 'run-silent', incident_id, id, null, heartbeat_at, true
    from run where state in ('running', 'verifying')
      and (heartbeat_at is null or heartbeat_at < clock_timestamp() - ${SILENT})
)
select found.kind, found.incident_id, incident.number, found.subject, found.timer,
  coalesce(extract(epoch from (case when machine then clock_timestamp() else $1::timestamptz end) - since) * 1000, 0)::float8
    as for_ms
from found left join incident on incident.id = found.incident_id
order by found.incident_id, found.kind, found.subject`;
