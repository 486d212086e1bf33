import type { Generated } from 'kysely';

/** The tables of src/store/migrations, as Kysely sees them. jsonb columns are read parsed. */
export interface Database {
  incident: IncidentTable;
  timeline: TimelineTable;
  alert: AlertTable;
  run: RunTable;
  approval: { run_id: string; by: string; decision: string; at: Date; reason: string | null };
  step_mark: { incident_id: string; step_key: string; state: string; by: string; at: Date };
  page: PageTable;
  timer: { kind: string; subject: string; incident_id: string; due_at: Date };
  outbox: OutboxTable;
  slack_message: {
    incident_id: string;
    slot: string;
    channel_id: string;
    ts: string | null;
    digest: string;
  };
  worker: { id: string; targets: string; started_at: Generated<Date>; seen_at: Generated<Date> };
  setting: { name: string; value: string };
}

export interface IncidentTable {
  id: string;
  number: Generated<number>;
  service: string;
  severity: string;
  title: string;
  status: string;
  alert_key: string | null;
  declared_by: string | null;
  lead: string | null;
  opened_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  resolved_at: Date | null;
  resolved_by: string | null;
  note: string | null;
  channel_id: string | null;
  channel_name: string | null;
  escalation: string;
  procedures: string;
}

interface TimelineTable {
  id: Generated<number>;
  incident_id: string;
  at: Date;
  kind: string;
  actor: string;
  text: string;
  data: string;
  posted: boolean;
}

export interface AlertTable {
  incident_id: string;
  source: string;
  key: string;
  status: string;
  name: string;
  title: string;
  service: string | null;
  severity: string | null;
  labels: string;
  annotations: string;
  url: string | null;
  starts_at: Date | null;
  first_at: Date;
  last_at: Date;
  count: number;
}

export interface RunTable {
  id: string;
  incident_id: string;
  service: string;
  step_key: string | null;
  action: string | null;
  label: string;
  command_line: string;
  class: string;
  reveals_secrets: boolean;
  target_name: string;
  target: string;
  plan: string;
  timeout_ms: number;
  verify: string | null;
  on_failure: string | null;
  step_hash: string;
  fingerprint: string;
  needed: number;
  state: string;
  requested_by: string;
  requested_at: Date;
  expires_at: Date;
  queued_at: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
  worker: string | null;
  heartbeat_at: Date | null;
  cancel_by: string | null;
  outcome: string | null;
}

export interface PageTable {
  id: string;
  incident_id: string;
  round: number;
  level: number;
  level_name: string;
  user_id: string;
  due_at: Date;
  sent_at: Date | null;
  state: string;
  detail: string | null;
  channel_id: string | null;
  message_ts: string | null;
}

interface OutboxTable {
  id: Generated<number>;
  lane: string;
  kind: string;
  key: string;
  payload: string;
  version: Generated<number>;
  attempts: Generated<number>;
  available_at: Generated<Date>;
  lease_until: Date | null;
  created_at: Generated<Date>;
  last_error: string | null;
}
