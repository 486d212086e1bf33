import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../../bench/stats.ts';
import { compile } from '../compile.ts';
import { type Escalation, escalate } from '../paging/escalations.ts';
import { brokenRecord, callWitness, type Judged, judgeAll } from '../paging/evidence.ts';
import { type Installation, openInstallation } from '../paging/installation.ts';
import { blows, planOf, type Strike, strike } from '../paging/strikes.ts';
import { randomFrom } from '../random.ts';
import { printRows } from '../table.ts';
import { readTrials } from '../trials.ts';

export const about = 'strikes bot, servers, Slack and clock in the middle of escalations';
export const help = `Strikes at random moments while escalations run side by side: the bot is killed with SIGKILL, PostgreSQL and
Redis are restarted, Redis is flushed, Slack answers 429, 500 or not at all, and the clock of the bot's machine
jumps an hour either way. Every level pages a person, in Slack and then by a webhook, and a webhook of the
team's; about half of the time somebody acknowledges. Exits with 1 when a page was missed, a level was skipped, a page came after the acknowledgement
was answered, a page came twice without a mark in the record or without a crash that explains it, what people
got and what the record says differ, the bot ended by itself, or the record is no whole chain. Two installations
are struck side by side, one with its queue in PostgreSQL, one with Redis; all of it is their own.

  --trials <n>    strikes in all [200]
  --seed <n>      repeats the order and the moments of an earlier run [another one each time]
  --lanes <n>     escalations side by side in either installation [6]
  --engine <e>    postgresql or redis alone [both; Redis where redis-server is installed]

Ctrl+C ends it after the strike and the escalations that are under way.`;

export async function run(args: string[]): Promise<boolean> {
  const { trials, seed, lanes, engines } = readTrials(args, { lanes: 6 });
  const main = await compile();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const all: Installation[] = [];
  try {
    for (const engine of engines) {
      const one = await openInstallation(engine, main);
      if (one) all.push(one);
      else console.log('There is no redis-server here: redis is left out.');
    }
    console.log(`${trials} trials with --seed ${seed}.`);
    const began = performance.now();
    const random = randomFrom(seed);
    const plans = all.map((one, n) => ({
      one,
      plan: planOf(Math.ceil((trials - n) / all.length), one.redis !== null, random),
      first: 1 + all.slice(0, n).length * Math.ceil(trials / all.length),
    }));
    const outcomes = await Promise.all(
      plans.map(async ({ one, plan, first }) => {
        const strikes: Strike[] = [];
        const over = new AbortController();
        const striking = strikeAll(one, plan, first, strikes, stop.signal).finally(() =>
          over.abort(),
        );
        const courses = Array.from({ length: lanes }, (_, lane) =>
          keepEscalating(one, lane, randomFrom(seed + 1000 * first + lane), over.signal),
        );
        const [escalations] = await Promise.all([Promise.all(courses), striking]);
        const judged = await judgeAll(one, escalations.flat(), strikes);
        const broken = await brokenRecord(one);
        return { judged, strikes, others: [...one.bot.ends, ...broken].map(nameOf(one)) };
      }),
    );
    const took = Math.round((performance.now() - began) / 1000);
    const judged = outcomes.flatMap((outcome) => outcome.judged);
    const strikes = outcomes.flatMap((outcome) => outcome.strikes);
    console.log();
    printTable(strikes, judged);
    console.log(`${strikes.length} trials with --seed ${seed} in ${took} s.`);
    console.log(summary(judged));
    const found = [
      ...judged.flatMap((one) => one.found),
      ...outcomes.flatMap(({ others }) => others),
    ];
    for (const one of found) console.error(`VIOLATION ${one}`);
    console.log(found.length === 0 ? 'All held.' : `${found.length} violations.`);
    return found.length === 0;
  } finally {
    for (const one of all) await one.stop();
  }
}

async function strikeAll(
  where: Installation,
  plan: ReturnType<typeof planOf>,
  first: number,
  done: Strike[],
  stop: AbortSignal,
): Promise<void> {
  await callWitness(where.db);
  const clock = { shiftMs: 0 };
  for (const [n, planned] of plan.entries()) {
    if (stop.aborted) return;
    await delay(planned.gapMs);
    const from = performance.now();
    await strike(where, planned, clock);
    done.push({ ...planned, trial: first + n, from, to: performance.now() });
    process.stdout.write('.');
  }
}

/** One escalation after the other; the last ones end after the last strike. */
async function keepEscalating(
  where: Installation,
  lane: number,
  random: () => number,
  over: AbortSignal,
): Promise<Escalation[]> {
  const done: Escalation[] = [];
  await delay(random() * 5000);
  for (let n = 1; !over.aborted; n += 1) {
    const ackAfterMs = random() < 0.5 ? random() * 30_000 : null;
    done.push(await escalate(where, { name: `Down ${lane} ${n}`, ackAfterMs }));
  }
  return done;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function nameOf({ engine }: Installation) {
  return (what: string) => `${engine}: ${what}`;
}

function printTable(strikes: readonly Strike[], judged: readonly Judged[]): void {
  const rows = blows.map((blow) => {
    const hit = judged.filter(({ struck }) => struck.some((one) => one.blow === blow));
    const waits = hit.flatMap((one) => one.waits.map(({ ms }) => ms));
    return [
      blow,
      String(strikes.filter((one) => one.blow === blow).length),
      String(hit.length),
      String(hit.filter(({ state }) => state === 'acknowledged').length),
      String(hit.reduce((sum, { doubled }) => sum + doubled, 0)),
      seconds(Math.max(0, ...waits)),
    ];
  });
  const columns = [
    'struck',
    'trials',
    'escalations',
    'acknowledged',
    'twice, marked',
    'slowest page',
  ];
  printRows(columns, rows);
}

function summary(judged: readonly Judged[]): string {
  const waits = judged.flatMap((one) => one.waits);
  const all = waits.map(({ ms }) => ms);
  const worst = waits.find(({ ms }) => ms === Math.max(...all));
  const acknowledged = judged.filter(({ state }) => state === 'acknowledged').length;
  const doubled = judged.reduce((sum, one) => sum + one.doubled, 0);
  return `${judged.length} escalations, ${acknowledged} acknowledged, ${doubled} pages twice and marked so.
${all.length} pages, from when one was written down until it arrived: median ${seconds(quantile(all, 0.5))}, p90 ${seconds(quantile(all, 0.9))}.
Of the slowest the record says: ${worst?.why}`;
}
