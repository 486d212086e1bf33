import type { ChildProcess } from 'node:child_process';
import { parseArgs } from 'node:util';
import { quantile } from '../../bench/stats.ts';
import { compile } from '../compile.ts';
import { type Engine, type Ground, openGround } from '../ground.ts';
import { askForMany, type Gap, gapsOf, judgeShares, untilAllEnded } from '../share.ts';
import { sharedFile, sharedTargets as targets, writeShared } from '../share-home.ts';
import { kill } from '../strike.ts';

export const about = 'two bots and two workers share runs on two targets';
export const help = `Two bots on one database and one queue let go hundreds of runs on two targets, which two workers, processes
of their own, both serve. Exits with 1 when a run did not succeed or was not executed exactly once (the file
that all append to is the judge), when one worker did everything, or when a target stood free for more than
a second while a run waited for it: less than the five seconds after which a worker looks for what the queue
forgot, so that a wake-up that got lost is found out. Where even the median is above an eighth of a second
the machine has too much else to do, and eight medians are the bound.

  --runs <n>      runs in all, half of them on either target [500]
  --engine <e>    postgresql or redis [redis, where redis-server is installed, else postgresql]`;

const FREE_AT_MOST_MS = 1000;
const FREE_AT_MOST_MEDIANS = 8;
const END_WITHIN_MS = 20 * 60_000;

export async function run(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: { runs: { type: 'string', default: '500' }, engine: { type: 'string' } },
  });
  if (!/^[1-9]\d{0,4}$/.test(values.runs)) throw new Error('--runs takes a whole number from 1');
  const ground = await groundOf(values.engine);
  const workers: ChildProcess[] = [];
  try {
    const worlds = [ground.bot, await ground.another()].map(({ core }) => core.world);
    for (let n = 0; n < 2; n += 1) workers.push(await ground.worker(targets));
    const began = performance.now();
    await askForMany(worlds, targets, Number(values.runs));
    const runs = await untilAllEnded(ground.db, END_WITHIN_MS);
    const seconds = Math.round((performance.now() - began) / 1000);
    const gaps = gapsOf(runs);
    const bound = boundOf(gaps);
    const names = [...new Set(runs.map(({ worker }) => worker ?? 'nobody'))];
    const shareOf = (name: string) => runs.filter(({ worker }) => worker === name).length;
    const found = [
      ...judgeShares(runs, await ground.written(sharedFile)),
      ...(runs.length === Number(values.runs) ? [] : [`${runs.length} runs are known`]),
      ...(await ground.broken()),
      ...gaps.filter(({ ms }) => ms > bound).map(tooFree),
      ...(names.length === workers.length ? [] : ['one worker did everything']),
    ];
    console.log(`${runs.length} runs on ${ground.engine} in ${seconds} s.`);
    for (const name of names) console.log(`  ${name}: ${shareOf(name)} runs`);
    for (const target of targets) console.log(freeLine(target, gaps));
    for (const one of found) console.error(`VIOLATION ${one}`);
    console.log(found.length === 0 ? 'All held.' : `${found.length} violations.`);
    return found.length === 0;
  } finally {
    await Promise.all(workers.map(kill));
    await ground.stop();
  }
}

async function groundOf(wanted: string | undefined): Promise<Ground> {
  const engines: Engine[] = ['redis', 'postgresql'];
  const tried = engines.filter((engine) => (wanted ?? engine) === engine);
  const main = await compile();
  for (const engine of tried) {
    const ground = await openGround({ engine, write: writeShared, main });
    if (ground) return ground;
    console.log('There is no redis-server here.');
  }
  throw new Error('--engine takes postgresql, or redis where redis-server is installed');
}

function boundOf(gaps: readonly Gap[]): number {
  const median = quantile(
    gaps.map(({ ms }) => ms),
    0.5,
  );
  return Math.max(FREE_AT_MOST_MS, FREE_AT_MOST_MEDIANS * (median || 0));
}

function tooFree({ target, ms }: Gap): string {
  return `${target} stood free for ${Math.round(ms)} ms while a run waited`;
}

function freeLine(target: string, gaps: readonly Gap[]): string {
  const its = gaps.filter((gap) => gap.target === target).map(({ ms }) => ms);
  const [median, p99, most] = [0.5, 0.99, 1].map((share) => Math.round(quantile(its, share)));
  return `  ${target} stood free between runs: median ${median} ms, p99 ${p99} ms, longest ${most} ms`;
}
