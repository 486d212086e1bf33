-- Decisions are added and never taken away: who takes an approval back adds that. Of each person the
-- last word on a run counts.
alter table approval drop constraint approval_pkey;
alter table approval drop constraint approval_decision_check;
alter table approval add constraint approval_decision_check
  check (decision in ('approve', 'deny', 'take-back'));
alter table approval add column n bigint generated always as identity primary key;
create index approval_run on approval (run_id, by, n);

create function approval_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'a decision stays as it was given';
end $$;
create trigger approval_append_only before update or delete or truncate on approval
  for each statement execute function approval_is_append_only();
