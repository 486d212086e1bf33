import type { Redactor } from '../action/redact.ts';
import type { Alert } from '../alert/types.ts';
import type { NewEntry } from '../incident/entry.ts';
import type { Incident, IncidentView, Page, StepMark, TimelineEntry } from '../incident/types.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Means } from '../oncall/contact.ts';
import type { Matcher } from '../runbook/match.ts';
import type { Directory } from '../service/directory.ts';
import type { Effect } from './effect.ts';
import type { Members } from './members.ts';
import type { OnCallReader, OnCallTx } from './oncall/oncall-ports.ts';
import type { NotifyReader, NotifyTx } from './page/notify-ports.ts';
import type { RunReader, Runs, Workers } from './run/run-ports.ts';
import type { Usage } from './run/usage-ports.ts';
import type { Vault } from './run/vault.ts';
import type { SlackState } from './slack-state.ts';

export type { Effect } from './effect.ts';
export type * from './run/run-ports.ts';

/** What every flow is given. */
export interface World {
  clock: Clock;
  store: Store;
  /** As the files are now: read it at each use, an edit replaces it. */
  directory: Directory;
  matcher: Matcher;
  /** Takes over what was edited up to now; absent where nobody looks at the files. */
  refresh?: () => Promise<void>;
  wake: Wake;
  vault: Vault;
  /** Takes out secrets, of whatever goes to the database, to Slack and to the log. */
  redactor: Redactor;
  members: Members;
  /** Whether people are reached by it; by Slack alone where nobody says. */
  provided?: (means: Means) => boolean;
  log: Log;
}

/** Tells the workers, here or on another machine, that something is to be done; losing it costs one sweep. */
export interface Wake {
  outbox(): void;
}

export interface Store extends OnCallReader, NotifyReader {
  /** One transaction: what `work` writes appears together or not at all. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  incidents: IncidentReader;
  runs: RunReader;
  outbox: Outbox;
  slack: SlackState;
  settings: Settings;
  workers: Workers;
  /** Timers that are due, oldest first. Claimed one by one with `tx.timers.claim`. */
  dueTimers(now: Date, limit: number): Promise<Timer[]>;
  /** The earliest of all, or of those that fall due after a moment. */
  nextTimerAt(after?: Date): Promise<Date | null>;
  /** Seals what the record has got since the last time; returns of how many incidents. */
  seal(now: Date): Promise<number>;
  lastSeal(): Promise<{ n: number; hash: string } | null>;
}

export interface Tx extends OnCallTx, NotifyTx {
  incidents: Incidents;
  timeline: Timeline;
  runs: Runs;
  usage: Usage;
  pages: Pages;
  timers: Timers;
  effects: Effects;
}

export interface IncidentReader {
  byId(id: string): Promise<Incident | null>;
  byNumber(number: number): Promise<Incident | null>;
  byChannel(channelId: string): Promise<Incident | null>;
  /** Not resolved, newest first. */
  open(): Promise<Incident[]>;
  view(id: string): Promise<IncidentView | null>;
  timeline(id: string): Promise<(TimelineEntry & { id: number; posted: boolean })[]>;
  /** `page` counts from 0, the oldest; the last one when it is null or there is none of that number. */
  timelinePage(id: string, page: number | null): Promise<TimelinePage>;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  /** The place of its first entry in the record. */
  first: number;
  page: number;
  /** How many pages there are. */
  of: number;
  total: number;
}

export interface Incidents {
  /** Null when an open incident for the same alert key exists already. */
  create(draft: Omit<Incident, 'number' | 'channelId' | 'channelName'>): Promise<Incident | null>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<Incident | null>;
  /** Holds the alert key of an incident; taken before its row, as `lockOpen` does. */
  lockKeyOf(id: string): Promise<void>;
  /**
   * The open incident of an alert key, locked. Until the transaction ends nobody else opens or reopens
   * one for that key, so that none found stays none.
   */
  lockOpen(alertKey: string): Promise<Incident | null>;
  save(incident: Incident): Promise<void>;
  /** Somebody who responds has written into its channel. */
  touch(id: string, at: Date): Promise<void>;
  /** The last time that somebody did; null: never. */
  touchedAt(id: string): Promise<Date | null>;
  attach(incidentId: string, alert: Alert, now: Date): Promise<'new' | 'again' | 'refired'>;
  /** False when the incident does not hold the alert as firing. */
  resolveAlert(incidentId: string, alert: Alert, now: Date): Promise<boolean>;
  firingCount(incidentId: string): Promise<number>;
  mark(incidentId: string, mark: StepMark): Promise<void>;
  unmark(incidentId: string, stepKey: string): Promise<boolean>;
}

export interface Timeline {
  /** The last time that a responder did something which is on the record; null: never. */
  lastByPerson(incidentId: string): Promise<Date | null>;
  add(incidentId: string, entries: NewEntry[], now: Date): Promise<void>;
}

export interface Pages {
  add(pages: Page[]): Promise<void>;
  lock(id: string): Promise<Page | null>;
  save(page: Page): Promise<void>;
  /** How many pages of the same round and level were sent or may still be. */
  reachable(page: Page): Promise<number>;
  /** Cancels what was not sent yet, but for pages of these people. */
  cancelPending(incidentId: string, except?: readonly string[]): Promise<void>;
}

export type Timer = IncidentTimer | ScheduleTimer;

export interface IncidentTimer {
  kind: 'escalate' | 'watch-ack' | 'notify' | 'expire-run' | 'refuse-run' | 'remind-approvers';
  /** The id of an incident, a run or a notification. */
  subject: string;
  incidentId: string;
  dueAt: Date;
}

/** From then on somebody else may be on call. */
export interface ScheduleTimer {
  kind: 'handoff';
  /** The name of a schedule. */
  subject: string;
  incidentId: null;
  dueAt: Date;
}

export interface Timers {
  set(timer: Timer): Promise<void>;
  /** One that is due earlier stays as it is. */
  setEarlier(timer: Timer): Promise<void>;
  clear(kind: Timer['kind'], subject: string): Promise<void>;
  /** True for exactly one caller. */
  claim(timer: Timer): Promise<boolean>;
}

export interface Effects {
  add(effects: Effect[]): Promise<void>;
}

export const lanes = ['page', 'run', 'slack'] as const;
export type Lane = (typeof lanes)[number];

export interface OutboxRow {
  id: number;
  version: number;
  attempts: number;
  effect: Effect;
}

export interface Outbox {
  /** Leases up to `limit` rows of a lane; a lease that is not settled comes back by itself. */
  claim(lane: Lane, limit: number, leaseMs: number): Promise<OutboxRow[]>;
  /** Removes the row, unless it was changed meanwhile: then it is available again after `restMs`. */
  done(row: OutboxRow, restMs: number): Promise<void>;
  /** Keeps the lease of a row whose work takes long. */
  renew(row: OutboxRow, leaseMs: number): Promise<void>;
  retry(row: OutboxRow, afterMs: number, error: string): Promise<void>;
  stats(): Promise<Record<Lane, { depth: number; oldestMs: number }>>;
}

export interface Settings {
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
  /** Keeps the value that is there. */
  putOnce(name: string, value: unknown): Promise<void>;
}
