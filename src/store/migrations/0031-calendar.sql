-- Schedules that another program plans: the last version that could be read. Times are the machine's.
create table calendar (
  schedule     text primary key,
  -- A digest of the address: the version of another address is not this one's.
  source       text not null,
  content      text,
  read_at      timestamptz,
  problem      text,
  -- Since when it cannot be read.
  problem_at   timestamptz
);
