-- What people work on. Times are domain time, passed in by the program, never now().
create table incident (
  id               text primary key,
  number           integer generated always as identity unique,
  service          text not null,
  severity         text not null check (severity in ('p1', 'p2', 'p3', 'p4')),
  title            text not null,
  status           text not null check (status in ('open', 'acknowledged', 'mitigated', 'resolved')),
  alert_key        text,
  declared_by      text,
  lead             text,
  opened_at        timestamptz not null,
  acknowledged_at  timestamptz,
  acknowledged_by  text,
  resolved_at      timestamptz,
  resolved_by      text,
  note             text,
  channel_id       text,
  channel_name     text,
  escalation       jsonb not null,
  procedures       jsonb not null
);

-- Alerts of one rule on one service belong to one open incident, however many arrive at once.
create unique index incident_open_alert_key on incident (alert_key) where status <> 'resolved';
create index incident_open on incident (opened_at) where status <> 'resolved';
create index incident_channel on incident (channel_id);

-- The record. Rows are added and never changed.
create table timeline (
  id           bigint generated always as identity primary key,
  incident_id  text not null references incident (id),
  at           timestamptz not null,
  kind         text not null,
  actor        text not null,
  text         text not null,
  data         jsonb not null,
  -- Whether the incident's channel is told.
  posted       boolean not null
);
create index timeline_incident on timeline (incident_id, id);

create function timeline_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the timeline is append-only';
end $$;
create trigger timeline_append_only before update or delete or truncate on timeline
  for each statement execute function timeline_is_append_only();

create table alert (
  incident_id  text not null references incident (id),
  source       text not null,
  key          text not null,
  status       text not null check (status in ('firing', 'resolved')),
  name         text not null,
  title        text not null,
  service      text,
  severity     text,
  labels       jsonb not null,
  annotations  jsonb not null,
  url          text,
  starts_at    timestamptz,
  first_at     timestamptz not null,
  last_at      timestamptz not null,
  count        integer not null,
  primary key (incident_id, source, key)
);

create table run (
  id               text primary key,
  incident_id      text not null references incident (id),
  service          text not null,
  step_key         text,
  action           text,
  label            text not null,
  command_line     text not null,
  class            text not null check (class in ('readonly', 'mutating', 'destructive')),
  reveals_secrets  boolean not null,
  target_name      text not null,
  target           jsonb not null,
  plan             jsonb not null,
  timeout_ms       integer not null,
  verify           jsonb,
  on_failure       text,
  step_hash        text not null,
  fingerprint      text not null,
  needed           integer not null,
  state            text not null,
  requested_by     text not null,
  requested_at     timestamptz not null,
  expires_at       timestamptz not null,
  queued_at        timestamptz,
  started_at       timestamptz,
  finished_at      timestamptz,
  worker           text,
  -- Machine time, not domain time: it tells whether a worker is alive.
  heartbeat_at     timestamptz,
  cancel_by        text,
  outcome          jsonb
);
create index run_incident on run (incident_id, requested_at);
create index run_queued on run (target_name, queued_at) where state = 'queued';
create index run_running on run (heartbeat_at) where state in ('running', 'verifying');
-- One run of the same thing at a time in an incident: the second click finds the first.
create unique index run_live on run (incident_id, fingerprint)
  where state in ('pending', 'queued', 'running', 'verifying');
-- One changing run per target at a time: the claim of a second one fails here.
create unique index run_one_change_per_target on run (target_name)
  where state in ('running', 'verifying') and class <> 'readonly';

create table approval (
  run_id    text not null references run (id),
  by        text not null,
  decision  text not null check (decision in ('approve', 'deny')),
  at        timestamptz not null,
  reason    text,
  primary key (run_id, by)
);

create table step_mark (
  incident_id  text not null references incident (id),
  step_key     text not null,
  state        text not null check (state in ('done', 'skipped')),
  by           text not null,
  at           timestamptz not null,
  primary key (incident_id, step_key)
);

create table page (
  id           text primary key,
  incident_id  text not null references incident (id),
  round        integer not null,
  level        integer not null,
  level_name   text not null,
  user_id      text not null,
  due_at       timestamptz not null,
  sent_at      timestamptz,
  state        text not null check (state in ('pending', 'sent', 'failed', 'cancelled')),
  detail       text,
  channel_id   text,
  message_ts   text
);
create index page_incident on page (incident_id, due_at);

-- Time lives in rows: whatever falls due, falls due here.
create table timer (
  kind         text not null check (kind in ('escalate', 'expire-run')),
  subject      text not null,
  incident_id  text not null references incident (id),
  due_at       timestamptz not null,
  primary key (kind, subject)
);
create index timer_due on timer (due_at);

-- Effects, committed with the change that caused them and carried out by workers.
create table outbox (
  id            bigint generated always as identity primary key,
  lane          text not null check (lane in ('page', 'run', 'slack')),
  kind          text not null,
  -- One pending row per key; a change while it is carried out raises `version` and runs it again.
  key           text not null,
  payload       jsonb not null,
  version       integer not null default 1,
  attempts      integer not null default 0,
  -- Machine time: leases and back-off have nothing to do with when things happened.
  available_at  timestamptz not null default now(),
  lease_until   timestamptz,
  created_at    timestamptz not null default now(),
  last_error    text
);
create unique index outbox_key on outbox (key);
create index outbox_available on outbox (lane, available_at, id);

-- What stands in Slack: where each message is and the digest of what was sent last.
create table slack_message (
  incident_id  text not null references incident (id),
  slot         text not null,
  channel_id   text not null,
  ts           text,
  digest       text not null,
  primary key (incident_id, slot)
);

create table worker (
  id          text primary key,
  targets     jsonb not null,
  started_at  timestamptz not null default now(),
  seen_at     timestamptz not null default now()
);

create table setting (
  name   text primary key,
  value  jsonb not null
);
