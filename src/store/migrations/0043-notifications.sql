-- How a page reaches somebody: one row for each means, with what came of it.
create table notification (
  id           text primary key,
  page_id      text not null references page (id),
  incident_id  text not null references incident (id),
  -- Null for a channel or a webhook.
  user_id      text,
  step         integer not null,
  means        text not null,
  address      text not null,
  state        text not null check (state in ('pending', 'sending', 'delivered', 'failed', 'cancelled', 'unverified')),
  due_at       timestamptz not null,
  sent_at      timestamptz,
  -- Machine time: since when it may go out. How long a provider makes it wait has nothing to do with a clock that is moved by hand.
  ready_at     timestamptz,
  attempts     integer not null default 0,
  -- The provider's own name for it.
  ref          text,
  why          text,
  late_ms      bigint not null default 0,
  maybe_twice  boolean not null default false,
  -- The one whose message says this too.
  leader       text,
  unique (page_id, step)
);
create index notification_incident on notification (incident_id);
create index notification_person on notification (user_id, means, sent_at);
create index notification_open on notification (due_at) where state in ('pending', 'sending');
create index notification_leader on notification (leader) where leader is not null;
create index notification_ref on notification (ref) where ref is not null;

-- Pages that wait while the schema changes go by Slack, as they were meant to.
insert into notification (id, page_id, incident_id, user_id, step, means, address, state, due_at, ready_at)
  select id, id, incident_id, user_id, 0,
    case when kind = 'webhook' then 'webhook' else 'slack' end, coalesce(name, 'slack'),
    'pending', due_at, clock_timestamp()
  from page where state = 'pending';
update outbox set payload = payload || jsonb_build_object('notification', payload ->> 'pageId')
  where kind = 'page';
