-- What a run was asked with; a secret is sealed.
alter table run add column parameters jsonb not null default '[]';
-- Shows what would be done, and changes nothing.
alter table run add column dry_run boolean not null default false;
-- What it would take, counted by a worker of its target while it waits for approval.
alter table run add column preview jsonb;
create index run_preview_wanted on run (target_name)
  where state = 'pending' and preview->>'state' = 'wanted';
