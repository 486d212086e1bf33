import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { type Installation, post } from './installation.ts';

export interface Escalation {
  incident: string;
  number: number;
  /** By `performance.now()`. */
  from: number;
  to: number;
}

export interface Course {
  name: string;
  /** When somebody acknowledges, in milliseconds from the opening; null: nobody does. */
  ackAfterMs: number | null;
}

const GIVE_UP_MS = 300_000;
const AGAIN_MS = 300;
/** A press that the bot died with is pressed again. */
const PRESS_AGAIN_MS = 4000;

/** One incident from its alert until paging has ended, as those who send and answer see it. */
export async function escalate(where: Installation, course: Course): Promise<Escalation> {
  const from = performance.now();
  const number = await alert(where, course.name);
  const incident = await incidentOf(where.db, number);
  if (course.ackAfterMs !== null) {
    await delay(Math.max(0, from + course.ackAfterMs - performance.now()));
    await acknowledge(where, incident);
  }
  await ended(where.db, incident);
  return { incident, number, from, to: performance.now() };
}

/** Answers of a database that is restarted meanwhile. */
export async function rowsOf<T extends pg.QueryResultRow>(
  db: pg.Pool,
  sql: string,
  values: unknown[],
): Promise<T[]> {
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    try {
      return (await db.query<T>(sql, values)).rows;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(AGAIN_MS);
    }
  }
}

/** As whoever sends alerts does: until somebody has taken it. */
async function alert({ hook }: Installation, name: string): Promise<number> {
  const labels = { alertname: name, job: 'shop', severity: 'critical' };
  const one = { status: 'firing', labels, annotations: { summary: name } };
  const body = { version: '4', status: 'firing', alerts: [one] };
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline) {
    const taken = await post(hook, body);
    const [opened] = (taken?.incidents ?? []) as { number: number }[];
    if (opened) return opened.number;
    await delay(AGAIN_MS);
  }
  throw new Error(`nobody took the alert ${name}`);
}

async function incidentOf(db: pg.Pool, number: number): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(db, 'select id from incident where number = $1', [
    number,
  ]);
  if (!row)
    throw new Error(`incident ${number} was told to whoever sent the alert, and is not there`);
  return row.id;
}

/** Presses the button of the newest page until its message says that it was heard, or everybody was paged. */
async function acknowledge({ people, workspace, db }: Installation, incident: string) {
  const deadline = performance.now() + GIVE_UP_MS;
  let pressed = Number.NEGATIVE_INFINITY;
  while (!people.answered.has(incident) && performance.now() < deadline) {
    const message = people.asking.get(incident);
    if (message && performance.now() - pressed > PRESS_AGAIN_MS) {
      const slot = String(message.metadata?.event_payload.slot).slice('page:'.length);
      const sql = 'select user_id as user from page where id = $1';
      const [page] = await rowsOf<{ user: string }>(db, sql, [slot]);
      const { channel, ts: messageTs } = message;
      const action = buttonOf(message.blocks ?? []);
      pressed = performance.now();
      if (page && action)
        await post(`${workspace}/_control/interact`, {
          ...{ user: page.user, channel, messageTs, action },
        });
    }
    await delay(50);
  }
}

function buttonOf(blocks: readonly Record<string, unknown>[]) {
  for (const { elements, block_id } of blocks)
    for (const { action_id } of (elements ?? []) as { action_id?: string }[])
      if (action_id?.endsWith(':ack')) return { action_id, block_id };
  return null;
}

/** Nothing is paged any more, and nothing is on its way. */
async function ended(db: pg.Pool, incident: string): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline) {
    const [row] = await rowsOf<{ over: boolean }>(
      db,
      `select escalation ->> 'state' in ('acknowledged', 'exhausted') and not exists (
         select from notification where incident_id = incident.id and state in ('pending', 'sending')
       ) as over from incident where id = $1`,
      [incident],
    );
    if (row?.over) return;
    await delay(AGAIN_MS);
  }
}
