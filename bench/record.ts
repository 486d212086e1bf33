import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { createRedactor } from '../src/action/redact.ts';
import { newId } from '../src/lib/ids.ts';
import { connect } from '../src/store/connect.ts';
import type { Database } from '../src/store/database.ts';
import { startEmbedded } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { createStore } from '../src/store/store.ts';
import { type Measured, statsTable } from './stats.ts';

export const about =
  'what chaining the record costs: one chain for each incident, one for all, none';

const WRITERS = 16;
const INCIDENTS = 40;
const TURN_SECONDS = 0.5;

/** Sixteen writers at once, each transaction one entry; the three ways take turns, since a machine has moods. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { seconds: { type: 'string', default: '5' } } });
  const rounds = Math.ceil(Number(values.seconds) / TURN_SECONDS);
  if (!(rounds > 0)) throw new Error('--seconds takes a number');
  const dataDir = await mkdtemp(join(tmpdir(), 'runbell-bench-'));
  const server = await startEmbedded({ dataDir, say: () => {} });
  const ways: Way[] = [];
  try {
    for (const [what, prepare] of variants) ways.push(await openWay(server.url, what, prepare));
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ways) {
        await hammer(way, way.incidents, way.many);
        await hammer(way, way.incidents.slice(0, 1), way.one);
      }
    }
    console.log(statsTable(ways.flatMap((way) => measured(way, rounds))));
  } finally {
    for (const { close } of ways) await close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Way {
  what: string;
  incidents: string[];
  write: (incidentId: string) => Promise<void>;
  /** Milliseconds, spread over all incidents and on one alone. */
  many: number[];
  one: number[];
  close: () => Promise<void>;
}

/** A database of its own on the one server. */
async function openWay(server: string, what: string, prepare: string): Promise<Way> {
  const url = new URL(server);
  url.pathname = `/bench_${newId()}`;
  const first = connect(server, { max: 1 });
  await first.pool.query(`create database ${url.pathname.slice(1)}`);
  await first.db.destroy();
  const { db, pool } = connect<Database>(url.href, { max: WRITERS });
  await migrate(pool);
  const incidents = await addIncidents(pool);
  await pool.query(prepare);
  const { write } = createStore(db, createRedactor());
  return {
    what,
    incidents,
    write: (id) => write((tx) => tx.timeline.add(id, [entry], new Date())),
    many: [],
    one: [],
    close: () => db.destroy(),
  };
}

function measured({ what, many, one }: Way, rounds: number): Measured[] {
  const rate = (samples: number[]) => Math.round(samples.length / (rounds * TURN_SECONDS));
  return [
    { what: `${what}, ${INCIDENTS} incidents: ${rate(many)} entries/s`, samples: many },
    { what: `${what}, 1 incident: ${rate(one)} entries/s`, samples: one },
  ];
}

const entry = {
  kind: 'note',
  actor: 'U0BENCH',
  text: 'Queued for kindle-host: ./scripts/deploy.sh restart',
  data: { run: 'a3f1', commandLine: './scripts/deploy.sh restart', fingerprint: 'c0ffee' },
  post: false,
} as const;

const off = `
  drop trigger timeline_linked on timeline;
  alter table timeline alter seq drop not null, alter prev drop not null, alter hash drop not null`;

/** Of all incidents: the one row of the first incident is everybody's lock. */
const oneForAll = `
  insert into timeline_head (incident_id, seq, hash) select min(id), 0, '' from incident;
  create function link_all() returns trigger language plpgsql as $$
  declare last timeline_head;
  begin
    select * into last from timeline_head order by incident_id limit 1 for update;
    new.seq := last.seq + 1; new.prev := last.hash; new.hash := timeline_hash(new);
    update timeline_head set seq = new.seq, hash = new.hash where incident_id = last.incident_id;
    return new;
  end $$;
  drop trigger timeline_linked on timeline;
  alter table timeline drop constraint timeline_place;
  create trigger timeline_linked before insert on timeline for each row execute function link_all()`;

const variants = [
  ['a chain for each incident', 'select 1'],
  ['no chain', off],
  ['one chain for all', oneForAll],
] as const;

async function hammer(way: Way, incidents: string[], samples: number[]): Promise<void> {
  const end = performance.now() + TURN_SECONDS * 1000;
  let n = 0;
  async function writer(): Promise<void> {
    while (performance.now() < end) {
      const began = performance.now();
      n += 1;
      await way.write(incidents[n % incidents.length] ?? '');
      samples.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

async function addIncidents(pool: pg.Pool): Promise<string[]> {
  const ids = Array.from({ length: INCIDENTS }, newId);
  await pool.query(
    `insert into incident (id, service, severity, title, status, opened_at, escalation, procedures)
     select id, 'shop', 'p1', 'bench', 'open', now(), '{}', '[]' from unnest($1::text[]) as id`,
    [ids],
  );
  return ids;
}
