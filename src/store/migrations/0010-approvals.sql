-- Somebody approved what they asked for themselves, where the rules allow it.
alter table approval add column break_glass boolean not null default false;
alter table run add column break_glass boolean not null default false;

-- When those who may approve were reminded; once for each request.
alter table run add column reminded_at timestamptz;

-- Which kinds of timer there are is said by the program's types; each new kind would have to change this.
alter table timer drop constraint if exists timer_kind_check;
