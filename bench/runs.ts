import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Engine, type Ground, openGround } from '../chaos/ground.ts';
import { approve, ask, openIncident, organisation } from '../chaos/requests.ts';
import { kill } from '../chaos/strike.ts';
import { isFinal, type Run } from '../src/action/run.ts';
import { type Backend, openBackend } from '../src/queue/backend.ts';
import { type Measured, statsTable } from './stats.ts';

export const about = 'from an approval to the start of its program, on either queue';

const warmUp = 5;
/** An incident with hundreds of runs is no usual one. */
const runsPerIncident = 10;

/** Where the worker is: in the process of the bot, or in one of its own. */
const places = ['bot', 'worker'] as const;
type Place = (typeof places)[number];
type Sample = Record<Place | 'bare', number>;

/** One run after the other, each on an idle bot, beside a bare job on the same queue. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { n: { type: 'string', default: '100' } } });
  const tries = Number(values.n);
  if (!Number.isInteger(tries) || tries < 1) throw new Error('--n takes a whole number from 1');
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const measured: Measured[] = [];
  for (const engine of ['postgresql', 'redis'] as const) {
    const samples = await measure(engine, tries, stop.signal);
    if (samples === null)
      console.log('There is no redis-server here: PostgreSQL alone is measured.');
    else measured.push(...rowsOf(engine, samples));
  }
  console.log(statsTable(measured));
}

function rowsOf(engine: Engine, samples: Sample[]): Measured[] {
  const bare = `${engine}, bare: add a job -> process it`;
  const row = (what: string, from: keyof Sample, against?: string): Measured => ({
    what,
    samples: samples.map((sample) => sample[from]),
    ...(against && { against }),
  });
  return [
    row(bare, 'bare'),
    row(`${engine}: approve -> its program starts, worker in the bot`, 'bot', bare),
    row(`${engine}: approve -> its program starts, worker by itself`, 'worker', bare),
  ];
}

async function measure(engine: Engine, tries: number, stop: AbortSignal): Promise<Sample[] | null> {
  const ground = await openGround({ engine, write, targets: ['bot'] });
  if (ground === null) return null;
  try {
    const worker = await ground.worker(['worker']);
    const bare = await bareQueue(ground);
    const samples: Sample[] = [];
    let incident = '';
    for (let n = 0; n < warmUp + tries && !stop.aborted; n += 1) {
      if (n % runsPerIncident === 0) incident = await openIncident(ground.bot.core.world);
      const sample = {
        bare: await bare.once(),
        bot: await approved(ground, incident, 'bot'),
        worker: await approved(ground, incident, 'worker'),
      };
      if (n >= warmUp) samples.push(sample);
    }
    await bare.close();
    await kill(worker);
    return samples;
  } finally {
    await ground.stop();
  }
}

/** From the call of the approval to the first line of the program, by the clock that both read. */
async function approved(ground: Ground, incident: string, place: Place): Promise<number> {
  const { world } = ground.bot.core;
  const asked = await ask(world, incident, place);
  await idle(ground);
  const before = Date.now();
  await approve(world, asked);
  const ended = await untilEnded(ground, asked);
  const started = Number(ended.outcome?.output.trim()) / 1e6;
  if (!(started > 0)) throw new Error(`the program said ${JSON.stringify(ended.outcome?.output)}`);
  await idle(ground);
  return started - before;
}

async function untilEnded({ bot }: Ground, { id }: Run): Promise<Run> {
  for (;;) {
    const run = await bot.core.world.store.runs.byId(id);
    if (run && isFinal(run.state)) return run;
    await delay(20);
  }
}

/** Waits until nothing is left to carry out, so that one try does not slow the next. */
async function idle({ bot }: Ground): Promise<void> {
  for (;;) {
    const lanes = Object.values(await bot.core.world.store.outbox.stats());
    if (lanes.every(({ depth }) => depth === 0)) return;
    await delay(20);
  }
}

/** BullMQ and nothing else, on the same engine, with a worker in this process. */
async function bareQueue(ground: Ground) {
  const onError = (error: Error) => console.error(error.message);
  const backend: Backend = openBackend({ ...ground.queue, prefix: 'bare', onError });
  await backend.start();
  const queue = backend.queue('bare');
  let arrived = (_at: number) => {};
  const limits = { lockDuration: 3000, stalledInterval: 1500, runRetryDelay: 1000 };
  const worker = backend.worker('bare', async () => arrived(performance.now()), {
    ...{ ...limits, concurrency: 4, maxStalledCount: 0 },
  });
  await worker.waitUntilReady();
  return {
    once: async () => {
      const arrival = new Promise<number>((resolve) => {
        arrived = resolve;
      });
      const before = performance.now();
      await queue.add('bare', {}, { attempts: 1, removeOnComplete: true, removeOnFail: true });
      return (await arrival) - before;
    },
    close: async () => {
      await worker.close();
      await queue.close();
      await backend.close();
    },
  };
}

/** Its program says when it started, in nanoseconds. */
async function write(home: string, folder: string): Promise<void> {
  await mkdir(join(home, 'shop'), { recursive: true });
  await writeFile(join(home, 'runbell.yaml'), organisation);
  await writeFile(join(folder, 'now.sh'), '#!/bin/sh\nexec date +%s%N\n');
  await chmod(join(folder, 'now.sh'), 0o755);
  const target = (name: Place) => `{ name: ${name}, cwd: ${folder}, env: [PATH] }`;
  await writeFile(
    join(home, 'shop/service.yaml'),
    `service: shop
escalation: shop
approvers: [oncall, senior]
target: ${target('bot')}
targets: [${target('worker')}]
actions:
${places.map((name) => `  ${name}: { run: [./now.sh], target: ${name} }`).join('\n')}
`,
  );
}
