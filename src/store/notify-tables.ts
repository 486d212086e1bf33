import type { ColumnType } from 'kysely';
import type { Notification } from '../flow/page/notify-ports.ts';
import type { Means } from '../oncall/contact.ts';

export interface NotificationTable {
  id: string;
  page_id: string;
  incident_id: string;
  user_id: string | null;
  step: number;
  means: Means;
  address: string;
  state: Notification['state'];
  due_at: Date;
  sent_at: Date | null;
  ready_at: Date | null;
  attempts: number;
  ref: string | null;
  why: string | null;
  /** bigint comes as text. */
  late_ms: ColumnType<string, number, number>;
  maybe_twice: boolean;
  leader: string | null;
  link_used_at: ColumnType<Date | null, never, Date>;
}

export interface ContactTable {
  user_id: string;
  address: string;
  verified_at: Date | null;
  nonce: string | null;
  asked_at: Date | null;
  tries: number;
}
