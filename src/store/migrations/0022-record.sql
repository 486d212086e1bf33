-- The record is a chain for each incident: every entry carries the hash of the one before it.
alter table timeline add column seq integer, add column prev text, add column hash text;

-- The last link of each chain: the lock that puts the writers of one incident one behind the other,
-- and the memory of how long the chain is.
create table timeline_head (
  incident_id  text primary key references incident (id),
  seq          integer not null,
  hash         text not null,
  -- How far a seal covers it.
  sealed       integer not null default 0
);
create index timeline_head_unsealed on timeline_head (incident_id) where seq > sealed;

-- One chain over all incidents: each seal holds the links that moved since the one before it, as
-- [[incident, number, seq, hash], …]. The last seal vouches for everything, so it is what people write down elsewhere.
create table timeline_seal (
  n      integer primary key,
  at     timestamptz not null,
  heads  jsonb not null,
  prev   text not null,
  hash   text not null
);
create trigger timeline_seal_append_only before update or delete or truncate on timeline_seal
  for each statement execute function timeline_is_append_only();

-- Every part stands behind its length in bytes, so that no two different lists read alike.
create function record_hash(variadic parts text[]) returns text language sql immutable as $$
  select encode(sha256(convert_to(string_agg(octet_length(part) || ':' || part, '' order by place), 'UTF8')), 'hex')
  from unnest(parts) with ordinality as listed (part, place)
$$;

-- src/incident/chain.ts reckons the same from what is stored, without asking the database to.
create function timeline_hash(entry timeline) returns text language sql immutable as $$
  select record_hash(
    'runbell-entry-1', entry.prev, entry.incident_id, entry.seq::text,
    trunc(extract(epoch from entry.at) * 1000000)::text,
    entry.kind, entry.actor, entry.text, entry.data::text, entry.posted::text)
$$;

-- Whoever adds an entry chooses neither its place nor its hash. It runs as the owner of the tables:
-- a bot that may only insert needs no right on the heads.
create function timeline_link() returns trigger language plpgsql security definer as $$
declare last timeline_head;
begin
  select * into last from timeline_head where incident_id = new.incident_id for update;
  if not found then
    insert into timeline_head (incident_id, seq, hash) values (new.incident_id, 0, '') on conflict do nothing;
    select * into last from timeline_head where incident_id = new.incident_id for update;
  end if;
  new.seq := last.seq + 1;
  new.prev := last.hash;
  new.hash := timeline_hash(new);
  update timeline_head set seq = new.seq, hash = new.hash where incident_id = new.incident_id;
  return new;
end $$;

-- Seals what moved since the last seal, at most 500 incidents of it; returns how many those were.
create function seal_timeline(moment timestamptz) returns integer language plpgsql security definer as $$
declare
  moved jsonb;
  last timeline_seal;
begin
  -- Two bots seal one after the other.
  perform pg_advisory_xact_lock(7862355, 1);
  -- An entry that is being written just now is the next seal's.
  with grabbed as (
    select incident_id, seq, hash from timeline_head where seq > sealed
    order by incident_id limit 500 for update skip locked
  ), marked as (
    update timeline_head set sealed = grabbed.seq from grabbed
    where timeline_head.incident_id = grabbed.incident_id
  )
  select jsonb_agg(jsonb_build_array(incident_id, number, seq, hash) order by incident_id)
    into moved from grabbed join incident on incident.id = incident_id;
  if moved is null then return 0; end if;
  select * into last from timeline_seal order by n desc limit 1;
  last.n := coalesce(last.n, 0) + 1;
  last.at := moment;
  last.heads := moved;
  last.prev := coalesce(last.hash, '');
  last.hash := record_hash(
    'runbell-seal-1', last.prev, last.n::text, trunc(extract(epoch from moment) * 1000000)::text, moved::text);
  insert into timeline_seal select (last).*;
  return jsonb_array_length(moved);
end $$;
revoke execute on function seal_timeline(timestamptz) from public;

-- They run with the owner's rights, so nobody's own schema may come before this one.
do $$
declare it text;
begin
  foreach it in array array['record_hash(text[])', 'timeline_hash(timeline)', 'timeline_link()', 'seal_timeline(timestamptz)'] loop
    execute format('alter function %s set search_path = %I, pg_temp', it, current_schema());
  end loop;
end $$;

-- What was written before is linked in the order in which it was written.
alter table timeline disable trigger timeline_append_only;
do $$
declare
  entry timeline;
  before timeline;
begin
  for entry in select * from timeline order by incident_id, id loop
    if before.incident_id is distinct from entry.incident_id then
      entry.seq := 1;
      entry.prev := '';
    else
      entry.seq := before.seq + 1;
      entry.prev := before.hash;
    end if;
    entry.hash := timeline_hash(entry);
    update timeline set seq = entry.seq, prev = entry.prev, hash = entry.hash where id = entry.id;
    before := entry;
  end loop;
end $$;
alter table timeline enable trigger timeline_append_only;
insert into timeline_head (incident_id, seq, hash)
  select distinct on (incident_id) incident_id, seq, hash from timeline order by incident_id, seq desc;

alter table timeline
  alter column seq set not null,
  alter column prev set not null,
  alter column hash set not null,
  add constraint timeline_place unique (incident_id, seq);
drop index timeline_incident;
create trigger timeline_linked before insert on timeline
  for each row execute function timeline_link();
