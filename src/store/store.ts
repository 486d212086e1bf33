import type { Kysely } from 'kysely';
import type { Redactor } from '../action/redact.ts';
import type { Settings, Store, Tx } from '../flow/ports.ts';
import { calendars } from './calendars.ts';
import { contactReader, contacts } from './contacts.ts';
import { covers } from './covers.ts';
import type { Database } from './database.ts';
import { handoffReader, handoffs } from './handoffs.ts';
import { incidentReader, incidents } from './incidents.ts';
import { notificationReader, notifications } from './notifications.ts';
import { onCallMessages } from './oncall-messages.ts';
import { effects, outbox } from './outbox.ts';
import { overrides } from './overrides.ts';
import { pages } from './pages.ts';
import { redacting } from './redacting.ts';
import { runReader, runs } from './runs.ts';
import { lastSeal, sealTimeline } from './seal.ts';
import { slackState } from './slack-state.ts';
import { swaps } from './swaps.ts';
import { type PendingTimeline, pendingTimeline } from './timeline.ts';
import { dueTimers, nextTimerAt, timers } from './timers.ts';
import { turns } from './turns.ts';
import { usage } from './usage.ts';
import { workers } from './workers.ts';

/** The system of record on PostgreSQL. No secret gets into it. */
export function createStore(bare: Kysely<Database>, redactor: Redactor): Store {
  const db = bare.withPlugin(redacting(redactor));
  return {
    write: (work) =>
      db.transaction().execute(async (tx) => {
        const timeline = pendingTimeline(tx);
        const result = await work(inTransaction(tx, timeline));
        await timeline.write();
        return result;
      }),
    incidents: incidentReader(db),
    runs: runReader(db),
    outbox: outbox(db),
    slack: slackState(db),
    settings: settings(db),
    workers: workers(db),
    notifications: notificationReader(db),
    contacts: contactReader(db),
    overrides: overrides(db),
    covers: covers(db),
    swaps: swaps(db),
    handoffs: handoffReader(db),
    onCallMessages: onCallMessages(db),
    calendars: calendars(db),
    dueTimers: (now, limit) => dueTimers(db, now, limit),
    nextTimerAt: (after) => nextTimerAt(db, after),
    seal: (now) => sealTimeline(db, now),
    lastSeal: () => lastSeal(db),
  };
}

function inTransaction(tx: Kysely<Database>, timeline: PendingTimeline): Tx {
  return {
    incidents: incidents(tx),
    timeline,
    notifications: notifications(tx),
    contacts: contacts(tx),
    runs: runs(tx),
    usage: usage(tx),
    pages: pages(tx),
    timers: timers(tx),
    overrides: overrides(tx),
    covers: covers(tx),
    swaps: swaps(tx),
    handoffs: handoffs(tx),
    turns: turns(tx),
    effects: effects(tx),
  };
}

function settings(db: Kysely<Database>): Settings {
  return {
    get: async (name) =>
      (await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst())
        ?.value,
    putOnce: async (name, value) => {
      await db
        .insertInto('setting')
        .values({ name, value: JSON.stringify(value) })
        .onConflict((clash) => clash.doNothing())
        .execute();
    },
    put: async (name, value) => {
      const text = JSON.stringify(value);
      await db
        .insertInto('setting')
        .values({ name, value: text })
        .onConflict((clash) => clash.column('name').doUpdateSet({ value: text }))
        .execute();
    },
  };
}
