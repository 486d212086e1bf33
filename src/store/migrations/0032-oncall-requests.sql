-- What was ended while it was in force: until when it was planned, and who ended it.
alter table override
  add column planned_until_at  timestamptz,
  add column ended_at          timestamptz,
  add column ended_by          text;

-- "Do you take my turn for yours?": nobody is put on call by it without having said yes.
create table swap_request (
  id              text primary key,
  schedule        text not null,
  -- Whoever asks, and what they give.
  person          text not null,
  from_at         timestamptz not null,
  until_at        timestamptz not null check (until_at > from_at),
  -- Who is asked, and what they would give.
  other           text not null,
  other_from_at   timestamptz not null,
  other_until_at  timestamptz not null check (other_until_at > other_from_at),
  reason          text,
  state           text not null check (state in ('open', 'agreed', 'declined', 'withdrawn', 'expired')),
  decided_by      text,
  decided_at      timestamptz,
  -- What came of it.
  swap            text,
  created_at      timestamptz not null
);
create index swap_request_open on swap_request (created_at) where state = 'open';

-- What Slack shows of overrides and requests, wherever it stands: a channel, direct messages.
create table oncall_message (
  subject     text not null,
  slot        text not null,
  channel_id  text not null,
  ts          text,
  digest      text not null,
  primary key (subject, slot)
);
alter table cover_request drop column channel_id, drop column message_ts;
