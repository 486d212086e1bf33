/** What may be done to a record in SQL by whoever owns the server; to incident 2, where none is named. */
export const rehashed = `update timeline t set hash = timeline_hash(t) where hash = ''`;

export const gone = 'delete from incident where number = 2';

export function of(number: number): string {
  return `incident_id = (select id from incident where number = ${number})`;
}

/** Everything below is done to incident 2. */
function at(seq: number): string {
  return `seq = ${seq} and ${of(2)}`;
}

export function set(seq: number, change: string): string {
  return `update timeline set ${change} where ${at(seq)}`;
}

export function drop(seq: number): string {
  return `delete from timeline where ${at(seq)}`;
}

export function moved(from: number, by: number): string {
  return `update timeline set seq = seq + 100 where seq >= ${from} and ${of(2)};
    update timeline set seq = seq - 100 + ${by} where seq > 100 and ${of(2)}`;
}

export function swapped(a: number, b: number): string {
  return `${set(a, 'seq = 99')}; ${set(b, `seq = ${a}`)}; ${set(99, `seq = ${b}`)}`;
}

export function swappedText(a: number, b: number): string {
  return `update timeline t set text = o.text from timeline o
    where t.${of(2)} and o.${of(2)} and (t.seq, o.seq) in ((${a}, ${b}), (${b}, ${a}))`;
}

export function inserted(seq: number): string {
  return `${moved(seq, 1)}; ${added(`'Never said.'`, `${seq}`, 'hash', `''`, seq - 1)}`;
}

function added(text: string, seq: string, prev: string, hash: string, like: number): string {
  return `insert into timeline (incident_id, at, kind, actor, text, data, posted, seq, prev, hash)
    select incident_id, at, kind, actor, ${text}, data, posted, ${seq}, ${prev}, ${hash}
    from timeline where ${at(like)}`;
}

export function twice(seq: number): string {
  return `alter table timeline drop constraint timeline_place;
    ${added('text', 'seq', 'prev', 'hash', seq)}`;
}

export function vanished(): string {
  return `delete from timeline where ${of(2)}; delete from timeline_head where ${of(2)}`;
}

/** What somebody would do who knows how chains are kept. */
export function shortened(from: number): string {
  return `delete from timeline where seq >= ${from} and ${of(2)}; ${ended}`;
}

export function forged(seq: number): string {
  return `${set(seq, `text = 'Nothing happened.'`)};
    do $$
    declare entry timeline; before text := '';
    begin
      for entry in select * from timeline where ${of(2)} order by seq loop
        entry.prev := before;
        before := timeline_hash(entry);
        update timeline set prev = entry.prev, hash = before where id = entry.id;
      end loop;
    end $$;
    ${ended}`;
}

export function resealed(n: number): string {
  return `update timeline_seal set heads = '[]',
    hash = record_hash('runbell-seal-1', prev, n::text, trunc(extract(epoch from at) * 1000000)::text, '[]')
    where n = ${n}`;
}

const ended = `update timeline_head h set seq = t.seq, hash = t.hash, sealed = t.seq from timeline t
  where h.${of(2)} and t.${of(2)} and t.seq = (select max(seq) from timeline where ${of(2)})`;
