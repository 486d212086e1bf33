import { parseArgs } from 'node:util';
import { type Engine, openGround } from '../chaos/ground.ts';
import { openIncident } from '../chaos/requests.ts';
import { acknowledgeIncident } from '../src/flow/incident/respond.ts';
import { type Measured, statsTable } from './stats.ts';
import { LEVELS, writeLadder } from './timers/home.ts';
import { type Measures, measurePages } from './timers/measure.ts';
import { addPending, explainDue, medianOf, type Plan, timeTicks } from './timers/pending.ts';

export const about = 'how late pages are that fall due among 10,000 and 100,000 pending timers';

interface Turn extends Measures {
  engine: Engine;
  pending: number;
  ticks: number[];
  plan: Plan;
}

/** Each engine with each count, one after the other, on a bot of its own. */
export async function run(args: string[]): Promise<void> {
  const { n, counts, engines } = readArgs(args);
  const turns: Turn[] = [];
  for (const engine of engines) {
    for (const pending of counts) {
      const turn = await measure(engine, pending, Math.ceil(n / (LEVELS - 1)));
      if (turn === null)
        console.log('There is no redis-server here: PostgreSQL alone is measured.');
      else turns.push(turn);
    }
  }
  console.log(statsTable(turns.flatMap(rowsOf), { longest: true }));
  console.log('\nA look that finds nothing due, median of 200, and what PostgreSQL reads for it:');
  for (const { engine, pending, ticks, plan } of turns)
    console.log(
      `  ${engine}, ${grouped(pending)} pending: ${medianOf(ticks)}, ${plan.buffers} pages of 8 kB`,
    );
  const [last] = turns.slice(-1);
  if (last) {
    console.log(`\nThe query by which what is due is found, among ${grouped(last.pending)}:`);
    for (const line of last.plan.lines) console.log(`  ${line}`);
  }
}

function readArgs(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      n: { type: 'string', default: '300' },
      pending: { type: 'string', multiple: true, default: ['10000', '100000'] },
      engine: { type: 'string' },
    },
  });
  const whole = (name: string, text: string) => {
    if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`--${name} takes a whole number from 1`);
    return Number(text);
  };
  const both: Engine[] = ['postgresql', 'redis'];
  const engines = both.filter((one) => (values.engine ?? one) === one);
  if (engines.length === 0) throw new Error('--engine takes postgresql or redis');
  return {
    n: whole('n', values.n),
    counts: values.pending.map((text) => whole('pending', text)),
    engines,
  };
}

async function measure(engine: Engine, pending: number, incidents: number): Promise<Turn | null> {
  const ground = await openGround({ engine, write: writeLadder, paced: true });
  if (ground === null) return null;
  try {
    const { world, databaseUrl } = ground.bot.core;
    const first = await openIncident(world);
    await addPending(ground.db, first, pending);
    await acknowledgeIncident(world, first, 'U0ONCALL');
    console.log(`${engine}, ${grouped(pending)} pending: ${incidents} incidents are opened …`);
    const plan = await explainDue(databaseUrl);
    const ticks = await timeTicks(world);
    return { engine, pending, ticks, plan, ...(await measurePages(ground, incidents)) };
  } finally {
    await ground.stop();
  }
}

function rowsOf({ engine, pending, late, bare, fromAlert, fromAnswer }: Turn): Measured[] {
  const of = `${engine}, ${grouped(pending)}`;
  const alone = `${of}, bare: a delayed job is late by`;
  return [
    { what: alone, samples: bare },
    { what: `${of}: a page that falls due is late by`, samples: late, against: alone },
    { what: `${of}: an alert is sent -> its first page`, samples: fromAlert },
    { what: `${of}: the alert is on disk -> its first page`, samples: fromAnswer },
  ];
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
