-- Where a worker lives and what it has. `place` names one table of processes: a process number means
-- something only there. `process` is the number with the moment of its start, since numbers come again.
alter table worker
  add column host     text not null default '',
  add column place    text not null default '',
  add column process  text not null default '',
  add column labels   jsonb not null default '[]';

alter table run
  -- Where its processes are, and the leaders of their groups; written when it is claimed and spawned.
  add column host            text,
  add column place           text,
  add column pids            jsonb,
  -- Domain time: since when no worker serves what it waits for.
  add column unserved_since  timestamptz,
  -- The redacted end of what it has written so far.
  add column progress        jsonb;
create index run_busy on run (target_name) where state in ('running', 'verifying');
create index run_left_behind on run (place) where state in ('running', 'verifying', 'lost');

-- Which kinds of timers there are is written once, in the program.
alter table timer drop constraint if exists timer_kind_check;
