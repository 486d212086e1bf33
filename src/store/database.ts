import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Target } from '../action/catalogue.ts';
import type {
  Approval,
  Outcome,
  Preview,
  Progress,
  RunParameter,
  RunState,
} from '../action/run.ts';
import type { Verify } from '../action/verify.ts';
import type { Alert } from '../alert/types.ts';
import type { Effect, Lane, Timer } from '../flow/ports.ts';
import type { EntryKind } from '../incident/entry.ts';
import type { AttachedProcedure, Page, Status, StepMark } from '../incident/types.ts';
import type { CommandClass } from '../runbook/model.ts';
import type { Severity } from '../service/service.ts';
import type { ContactTable, NotificationTable } from './notify-tables.ts';
import type {
  CalendarTable,
  CoverRequestTable,
  HandoffTable,
  OnCallMessageTable,
  OnCallTable,
  OverrideTable,
  PageTurnTable,
  SwapRequestTable,
} from './oncall-tables.ts';
import type { StoredEscalation } from './stored-escalation.ts';
import type { StoredPlan } from './stored-plan.ts';

/** jsonb: read parsed, written as text. */
type Json<T> = ColumnType<T, string, string>;

/** The tables of src/store/migrations, as Kysely sees them. jsonb columns are read parsed. */
export interface Database {
  incident: IncidentTable;
  timeline: TimelineTable;
  /** Written by the database alone, with each entry. */
  timeline_head: {
    incident_id: string;
    seq: GeneratedAlways<number>;
    hash: GeneratedAlways<string>;
    sealed: GeneratedAlways<number>;
  };
  timeline_seal: { n: GeneratedAlways<number>; hash: GeneratedAlways<string> };
  alert: AlertTable;
  run: RunTable;
  approval: {
    run_id: string;
    by: string;
    n: GeneratedAlways<number>;
    decision: Approval['decision'] | 'take-back';
    at: Date;
    reason: string | null;
    break_glass: boolean;
  };
  circuit_override: {
    id: string;
    incident_id: string;
    service: string;
    subject: string;
    by: string;
    at: Date;
    reason: string;
  };
  step_mark: {
    incident_id: string;
    step_key: string;
    state: StepMark['state'];
    by: string;
    at: Date;
  };
  page: PageTable;
  notification: NotificationTable;
  contact: ContactTable;
  timer: { kind: Timer['kind']; subject: string; incident_id: string | null; due_at: Date };
  outbox: OutboxTable;
  slack_message: {
    incident_id: string;
    slot: string;
    channel_id: string;
    ts: string | null;
    digest: string;
  };
  worker: {
    id: string;
    host: string;
    place: string;
    process: string;
    targets: Json<string[]>;
    labels: Json<string[]>;
    started_at: Generated<Date>;
    seen_at: Generated<Date>;
  };
  setting: { name: string; value: Json<unknown> };
  override: OverrideTable;
  cover_request: CoverRequestTable;
  swap_request: SwapRequestTable;
  oncall_message: OnCallMessageTable;
  calendar: CalendarTable;
  page_turn: PageTurnTable;
  on_call: OnCallTable;
  handoff: HandoffTable;
}

export interface IncidentTable {
  id: string;
  number: Generated<number>;
  service: string;
  severity: Severity;
  title: string;
  status: Status;
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
  escalation: Json<StoredEscalation>;
  procedures: Json<AttachedProcedure[]>;
  active_at: Generated<Date | null>;
}

interface TimelineTable {
  id: Generated<number>;
  incident_id: string;
  at: Date;
  kind: EntryKind;
  actor: string;
  text: string;
  data: Json<Record<string, unknown>>;
  posted: boolean;
  // The database links an entry as it is inserted; whoever inserts it has no say.
  seq: GeneratedAlways<number>;
  prev: GeneratedAlways<string>;
  hash: GeneratedAlways<string>;
}

export interface AlertTable {
  incident_id: string;
  source: string;
  key: string;
  status: Alert['status'];
  name: string;
  title: string;
  service: string | null;
  severity: string | null;
  labels: Json<Record<string, string>>;
  annotations: Json<Record<string, string>>;
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
  class: CommandClass;
  reveals_secrets: boolean;
  target_name: string;
  target: Json<Target>;
  plan: Json<StoredPlan>;
  parameters: Json<RunParameter[]>;
  dry_run: boolean;
  preview: ColumnType<Preview | null, string | null, string | null>;
  timeout_ms: number;
  verify: ColumnType<Verify | null, string | null, string | null>;
  on_failure: string | null;
  step_hash: string;
  fingerprint: string;
  needed: number;
  state: RunState;
  break_glass: boolean;
  requested_by: string;
  requested_at: Date;
  expires_at: Date;
  reminded_at: Date | null;
  queued_at: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
  worker: string | null;
  heartbeat_at: Date | null;
  cancel_by: string | null;
  outcome: ColumnType<Outcome | null, string | null, string | null>;
  host: string | null;
  place: string | null;
  pids: ColumnType<string[] | null, string | null, string | null>;
  unserved_since: Date | null;
  progress: ColumnType<Progress | null, string | null, string | null>;
}

export interface PageTable {
  id: string;
  incident_id: string;
  round: number;
  level: number;
  level_name: string;
  kind: Page['kind'];
  user_id: string | null;
  name: string | null;
  due_at: Date;
  sent_at: Date | null;
  state: Page['state'];
  detail: string | null;
  channel_id: string | null;
  message_ts: string | null;
}

interface OutboxTable {
  id: Generated<number>;
  lane: Lane;
  kind: Effect['kind'];
  key: string;
  payload: Json<Effect>;
  version: Generated<number>;
  attempts: Generated<number>;
  available_at: Generated<Date>;
  lease_until: Date | null;
  created_at: Generated<Date>;
  last_error: string | null;
}
