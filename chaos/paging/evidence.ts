import type pg from 'pg';
import { openRecord } from '../../src/record.ts';
import { type Escalation, rowsOf } from './escalations.ts';
import type { Installation } from './installation.ts';
import { judge, type Told } from './judge.ts';
import { crashes, type Strike } from './strikes.ts';

/** One escalation with what befell it and what is to be said of it. */
export interface Judged extends Escalation {
  engine: string;
  state: string;
  struck: Strike[];
  found: string[];
  doubled: number;
  waits: Wait[];
}

/** From when a page was written down until it arrived, and what the record says of it. */
interface Wait {
  ms: number;
  why: string;
}

/** Notes when each page was committed to, by the database's clock, which nobody moves. */
export async function callWitness(db: pg.Pool): Promise<void> {
  await db.query(`
create table witness (page text primary key, at timestamptz not null default clock_timestamp());
create function see() returns trigger language plpgsql as $$ begin
  insert into witness (page) values (new.id);
  return new;
end $$;
create trigger witness after insert on page for each row execute function see();`);
}

export async function judgeAll(
  where: Installation,
  escalations: readonly Escalation[],
  strikes: readonly Strike[],
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of escalations) {
    const told = await toldOf(where.db, one);
    // What is sent twice comes when the lease of whoever died is over.
    const struck = strikes.filter(({ from, to }) => from < one.to && to > one.from);
    const { found, doubled } = judge(told, {
      arrived: where.people.arrived,
      answeredAt: where.people.answered.get(one.incident) ?? null,
      crashes: struck.filter(({ blow }) => crashes.includes(blow)).length,
    });
    const waits = await waitsOf(where, one.incident);
    judged.push({
      ...{ ...one, engine: where.engine, state: told.state, struck, doubled, waits },
      found: found.map(
        (what) =>
          `${where.engine} incident ${one.number}, trials ${struck.map(({ trial, blow }) => `${trial} (${blow})`).join(', ') || 'none'}: ${what}`,
      ),
    });
  }
  return judged;
}

export async function brokenRecord({ data, postgres }: Installation): Promise<string[]> {
  const record = await openRecord({ data, databaseUrl: postgres.url }, () => undefined);
  const { broken } = await record.verify({ incident: null, noted: null });
  await record.close();
  return broken.map(({ incident, seq, what }) => `entry ${seq} of ${incident} ${what}`);
}

async function toldOf(db: pg.Pool, { incident, number }: Escalation): Promise<Told> {
  const of = [incident];
  const [row] = await rowsOf<{ state: string }>(
    db,
    "select escalation ->> 'state' as state from incident where id = $1",
    of,
  );
  return {
    number,
    state: row?.state ?? 'unknown',
    entries: await rowsOf<Told['entries'][number]>(
      db,
      `select kind, (data ->> 'level')::integer as level, data ->> 'notification' as notification,
         coalesce((data ->> 'maybeTwice')::boolean, false) as twice
       from timeline where incident_id = $1 and kind in ('paged', 'acknowledged', 'notified', 'page-unsure') order by seq`,
      of,
    ),
    pages: await rowsOf<Told['pages'][number]>(
      db,
      'select id, level, kind, user_id as user from page where incident_id = $1',
      of,
    ),
    notifications: await rowsOf<Told['notifications'][number]>(
      db,
      'select id, page_id as page, means, state, attempts from notification where incident_id = $1',
      of,
    ),
  };
}

async function waitsOf({ db, people }: Installation, incident: string): Promise<Wait[]> {
  const rows = await rowsOf<{ page: string; notification: string; at: Date; why: string | null }>(
    db,
    `select page.id as page, notification.id as notification, witness.at,
       (select text from timeline where incident_id = page.incident_id and kind = 'page-late'
          and data ->> 'notification' = notification.id limit 1) as why
     from page join witness on witness.page = page.id
     join notification on notification.page_id = page.id and notification.step = 0
     where page.incident_id = $1`,
    [incident],
  );
  return rows.flatMap(({ page, notification, at, why }) => {
    const [first] = people.arrived.get(page) ?? people.arrived.get(notification) ?? [];
    if (first === undefined) return [];
    return [{ ms: performance.timeOrigin + first - at.getTime(), why: why ?? 'not late' }];
  });
}
