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

/** Sixteen writers at once for some seconds, each transaction one entry; a database of its own. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { seconds: { type: 'string', default: '5' } } });
  const ms = Number(values.seconds) * 1000;
  if (!(ms > 0)) throw new Error('--seconds takes a number');
  const dataDir = await mkdtemp(join(tmpdir(), 'runbell-bench-'));
  const server = await startEmbedded({ dataDir, say: () => {} });
  const { db, pool } = connect<Database>(server.url, { max: WRITERS + 2 });
  try {
    await migrate(pool);
    const incidents = await addIncidents(pool);
    const write = createStore(db, createRedactor()).write;
    const measured: Measured[] = [];
    const first = incidents.slice(0, 1);
    for (const [what, prepare] of variants) {
      await pool.query(prepare);
      for (const [where, ids] of [
        ['40 incidents', incidents],
        ['1 incident', first],
      ] as const) {
        const samples = await hammer(ms, (n) =>
          write((tx) => tx.timeline.add(pick(ids, n), [entry], new Date())),
        );
        const rate = Math.round((samples.length * 1000) / ms);
        measured.push({ what: `${what}, ${where}: ${rate} entries/s`, samples });
      }
    }
    console.log(statsTable(measured));
  } finally {
    await db.destroy();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
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
  create function link_all() returns trigger language plpgsql as $$
  declare last timeline_head;
  begin
    select * into last from timeline_head order by incident_id limit 1 for update;
    new.seq := last.seq + 1; new.prev := last.hash; new.hash := timeline_hash(new);
    update timeline_head set seq = new.seq, hash = new.hash where incident_id = last.incident_id;
    return new;
  end $$;
  alter table timeline drop constraint timeline_place;
  create trigger timeline_linked before insert on timeline for each row execute function link_all()`;

const variants = [
  ['a chain for each incident', 'select 1'],
  ['no chain', off],
  ['one chain for all', oneForAll],
] as const;

async function hammer(ms: number, write: (n: number) => Promise<void>): Promise<number[]> {
  const samples: number[] = [];
  const end = performance.now() + ms;
  let n = 0;
  async function writer(): Promise<void> {
    while (performance.now() < end) {
      const began = performance.now();
      n += 1;
      await write(n);
      samples.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return samples;
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

function pick(ids: readonly string[], n: number): string {
  return ids[n % ids.length] ?? '';
}
