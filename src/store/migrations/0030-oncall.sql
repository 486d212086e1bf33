-- Who takes whose time in a schedule. What was never in force is marked, not removed.
create table override (
  id            text primary key,
  schedule      text not null,
  person        text not null,
  -- Null: all of the stretch, whoever had it.
  instead       text,
  from_at       timestamptz not null,
  until_at      timestamptz not null check (until_at > from_at),
  by            text not null,
  reason        text,
  -- The same for the two halves of a swap.
  swap          text,
  created_at    timestamptz not null,
  withdrawn_at  timestamptz,
  withdrawn_by  text
);
create index override_stretch on override (until_at) where withdrawn_at is null;

-- "Who covers for me?"
create table cover_request (
  id           text primary key,
  schedule     text not null,
  person       text not null,
  from_at      timestamptz not null,
  until_at     timestamptz not null check (until_at > from_at),
  reason       text,
  state        text not null check (state in ('open', 'taken', 'withdrawn', 'expired')),
  decided_by   text,
  decided_at   timestamptz,
  override_id  text references override (id),
  created_at   timestamptz not null,
  channel_id   text,
  message_ts   text
);
create index cover_request_open on cover_request (until_at) where state = 'open';
