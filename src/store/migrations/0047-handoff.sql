-- Who was on call when anybody looked last: whoever is now, and was not then, has taken over.
create table on_call (
  schedule  text primary key,
  -- A Slack user id; null: nobody.
  user_id   text,
  -- How often it has changed hands.
  n         integer not null default 0,
  since     timestamptz not null
);

-- What one person is told of one hand-off, once.
create table handoff (
  id        text primary key,
  schedule  text not null,
  n         integer not null,
  user_id   text not null,
  kind      text not null check (kind in ('comes', 'leaves')),
  -- Who was on call before, or is now.
  other     text,
  at        timestamptz not null,
  state     text not null default 'pending' check (state in ('pending', 'sent', 'dropped')),
  unique (schedule, n, user_id)
);

-- A timer for a hand-off is no incident's.
alter table timer alter column incident_id drop not null;
alter table timer add constraint timer_of check ((incident_id is null) = (kind = 'handoff'));
