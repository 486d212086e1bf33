import { type Selectable, sql } from 'kysely';
import type { LockedNotification, Notification } from '../flow/page/notify-ports.ts';
import type { NotificationTable } from './notify-tables.ts';

type Row = Selectable<NotificationTable>;

export function withWaited(row: Row & { waited_ms: number }): LockedNotification {
  return { ...fromRow(row), waitedMs: row.waited_ms };
}

export function fromRow(row: Row): Notification {
  return {
    id: row.id,
    pageId: row.page_id,
    incidentId: row.incident_id,
    user: row.user_id,
    step: row.step,
    means: row.means,
    address: row.address,
    state: row.state,
    dueAt: row.due_at,
    sentAt: row.sent_at,
    ready: row.ready_at !== null,
    attempts: row.attempts,
    ref: row.ref,
    why: row.why,
    lateMs: Number(row.late_ms),
    maybeTwice: row.maybe_twice,
    leader: row.leader,
  };
}

export function toRow(notification: Notification) {
  return {
    id: notification.id,
    page_id: notification.pageId,
    incident_id: notification.incidentId,
    user_id: notification.user,
    step: notification.step,
    means: notification.means,
    address: notification.address,
    state: notification.state,
    due_at: notification.dueAt,
    sent_at: notification.sentAt,
    ready_at: notification.ready ? sql<Date>`clock_timestamp()` : null,
    attempts: notification.attempts,
    ref: notification.ref,
    why: notification.why,
    late_ms: Math.round(notification.lateMs),
    maybe_twice: notification.maybeTwice,
    leader: notification.leader,
  };
}
