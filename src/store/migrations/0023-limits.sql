-- An approver's word that a locked action may be tried before its time. Rows are added and never changed.
create table circuit_override (
  id           text primary key,
  incident_id  text not null references incident (id),
  service      text not null,
  -- The action's name in the catalogue, or the hash of a runbook's command.
  subject      text not null,
  by           text not null,
  at           timestamptz not null,
  reason       text not null
);
create index circuit_override_subject on circuit_override (service, subject, at);
create function circuit_override_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'an override stays as it was given';
end $$;
create trigger circuit_override_append_only before update or delete or truncate on circuit_override
  for each statement execute function circuit_override_is_append_only();

-- What is counted before a run may be asked for.
create index run_asked on run (requested_at);
create index run_waiting on run (expires_at) where state = 'pending';
create index run_failed on run (service, finished_at) where state in ('failed', 'lost') and class <> 'readonly';
