import type pg from 'pg';
import type { ChainRow, StoredRecord } from '../flow/record/verify-record.ts';
import type { Seal } from '../incident/chain.ts';

const PAGE = 500;

/** An entry for people and programs outside, as it is stored. */
export interface ExportedEntry {
  incident: number;
  service: string;
  seq: number;
  /** ISO 8601 in UTC, to the microsecond. */
  at: string;
  kind: string;
  actor: string;
  text: string;
  /** JSON. */
  data: string;
  posted: boolean;
  prev: string;
  hash: string;
}

export interface ExportFilter {
  since: Date | null;
  until: Date | null;
  incident: number | null;
}

/** The record for reading: in pages, and all of it as of one moment. */
export interface RecordReader extends StoredRecord {
  entries(filter: ExportFilter): AsyncIterable<ExportedEntry>;
  lastSeal(): Promise<{ n: number; hash: string; at: Date } | null>;
  /** Entries that no seal covers yet. */
  unsealed(): Promise<number>;
}

/** One transaction that sees nothing of what is written meanwhile, and can write nothing itself. */
export async function readRecord<T>(
  pool: pg.Pool,
  read: (record: RecordReader) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let failed: Error | boolean = true;
  try {
    await client.query('begin isolation level repeatable read read only');
    // Whoever reads may be slow: a pager, a disk, a network.
    await client.query('set local statement_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    const result = await read(recordOn(client));
    await client.query('commit');
    failed = false;
    return result;
  } finally {
    client.release(failed);
  }
}

/** As the transaction that this session is in sees it. */
export function recordOn(client: pg.ClientBase): RecordReader {
  let cursors = 0;
  async function* pages<T extends pg.QueryResultRow>(
    query: string,
    values: unknown[],
  ): AsyncIterable<T> {
    cursors += 1;
    const name = `page_${cursors}`;
    await client.query(`declare ${name} no scroll cursor for ${query}`, values);
    for (;;) {
      const { rows } = await client.query<T>(`fetch ${PAGE} from ${name}`);
      yield* rows;
      if (rows.length < PAGE) break;
    }
    await client.query(`close ${name}`);
  }
  return {
    chains: async function* (incident) {
      for await (const row of pages<StoredRow>(chainsQuery, [incident])) yield chainRow(row);
    },
    seals: () => pages<Seal>(sealsQuery, []),
    hashesAt: async (places) => {
      const { rows } = await client.query<{ hash: string | null }>(hashesQuery, [
        places.map(({ incidentId }) => incidentId),
        places.map(({ seq }) => seq),
      ]);
      return rows.map(({ hash }) => hash);
    },
    entries: ({ since, until, incident }) =>
      pages<ExportedEntry>(entriesQuery, [since, until, incident]),
    lastSeal: async () => (await client.query(lastSealQuery)).rows[0] ?? null,
    unsealed: async () => {
      const { rows } = await client.query<{ count: number }>(
        'select coalesce(sum(seq - sealed), 0)::integer as count from timeline_head where seq > sealed',
      );
      return rows[0]?.count ?? 0;
    },
  };
}

interface StoredRow extends pg.QueryResultRow {
  incident_id: string;
  number: number | null;
  head_seq: number | null;
  head_hash: string;
  sealed: number;
  seq: number | null;
  prev: string;
  hash: string;
  micros: string;
  kind: string;
  actor: string;
  text: string;
  data: string;
  posted: boolean;
  stated: string | null;
  output: string | null;
}

function chainRow(row: StoredRow): ChainRow {
  const { incident_id, number, head_seq, head_hash, sealed, stated, output, seq, ...entry } = row;
  return {
    incidentId: incident_id,
    number,
    head: head_seq === null ? null : { seq: head_seq, hash: head_hash, sealed },
    entry: seq === null ? null : { seq, ...entry },
    output: stated === null ? null : { stated, is: output },
  };
}

// Full joins: what was torn apart must be seen from either side.
const chainsQuery = `
  select incident_id, i.number, h.seq as head_seq, h.hash as head_hash, h.sealed,
    t.seq, t.prev, t.hash, trunc(extract(epoch from t.at) * 1000000)::text as micros,
    t.kind, t.actor, t.text, t.data::text as data, t.posted,
    t.data ->> 'outputSha256' as stated,
    encode(sha256(convert_to(r.outcome ->> 'output', 'UTF8')), 'hex') as output
  from (select id as incident_id, number from incident) i
  full join timeline_head h using (incident_id)
  full join timeline t using (incident_id)
  left join (select id as run_id, outcome from run) r
    on t.data ? 'outputSha256' and run_id = t.data ->> 'run'
  where $1::integer is null or i.number = $1
  order by i.number, incident_id, t.seq, t.id`;

const sealsQuery = `
  select n, trunc(extract(epoch from at) * 1000000)::text as micros, heads::text as heads, prev, hash
  from timeline_seal order by n`;

const hashesQuery = `
  select (
    select t.hash from timeline t where t.incident_id = place.incident_id and t.seq = place.seq limit 1
  ) as hash
  from unnest($1::text[], $2::integer[]) with ordinality as place (incident_id, seq, n)
  order by place.n`;

const entriesQuery = `
  select i.number as incident, i.service, t.seq,
    to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
    t.kind, t.actor, t.text, t.data::text as data, t.posted, t.prev, t.hash
  from timeline t join incident i on i.id = t.incident_id
  where ($1::timestamptz is null or t.at >= $1)
    and ($2::timestamptz is null or t.at < $2)
    and ($3::integer is null or i.number = $3)
  order by t.id`;

const lastSealQuery = 'select n, hash, at from timeline_seal order by n desc limit 1';
