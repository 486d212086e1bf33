import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { World } from '../src/flow/ports.ts';
import { patiently } from './patiently.ts';
import { approve, ask, openIncident } from './requests.ts';

/** One run as the rows tell it. */
export interface SharedRun {
  id: string;
  target: string;
  state: string;
  worker: string | null;
  queuedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** How long a target was free while something waited for it, between the end of one run and the next start. */
export interface Gap {
  target: string;
  ms: number;
}

const runsPerIncident = 20;

/** Asks for so many runs, on each target in turn, through all bots at once; what one asked for another lets go. */
export async function askForMany(
  worlds: readonly World[],
  targets: readonly string[],
  count: number,
): Promise<void> {
  await Promise.all(
    worlds.map(async (world, bot) => {
      const other = worlds[(bot + 1) % worlds.length] ?? world;
      let incident = '';
      for (let n = 0; bot + n * worlds.length < count; n += 1) {
        if (n % runsPerIncident === 0) incident = await openIncident(world);
        const action = `touch-${targets[n % targets.length]}`;
        await approve(other, await ask(world, incident, action, { n: String(n) }));
      }
    }),
  );
}

/** All runs, once they have ended or the time is over. */
export async function untilAllEnded(db: pg.Pool, withinMs: number): Promise<SharedRun[]> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { rows } = await patiently(() =>
      db.query<SharedRun>(`select id, target_name as target, state, worker, queued_at as "queuedAt",
        started_at as "startedAt", finished_at as "finishedAt" from run order by started_at`),
    );
    if (rows.every(({ finishedAt }) => finishedAt) || performance.now() > deadline) return rows;
    await delay(200);
  }
}

/** The file that the runs append to says what was executed. */
export function judgeShares(runs: readonly SharedRun[], written: readonly string[]): string[] {
  const starts = new Map<string, number>();
  for (const line of written) starts.set(line, (starts.get(line) ?? 0) + 1);
  return runs.flatMap(({ id, state }) => {
    const times = starts.get(id) ?? 0;
    return state === 'succeeded' && times === 1 ? [] : [`${id}: ${state}, executed ${times} times`];
  });
}

export function gapsOf(runs: readonly SharedRun[]): Gap[] {
  return [...new Set(runs.map(({ target }) => target))].flatMap((target) => {
    const inOrder = runs
      .filter((run) => run.target === target && run.startedAt !== null)
      .toSorted((a, b) => Number(a.startedAt) - Number(b.startedAt));
    return inOrder.slice(1).map((run, index) => {
      const wanted = Math.max(Number(inOrder[index]?.finishedAt), Number(run.queuedAt));
      return { target, ms: Math.max(0, Number(run.startedAt) - wanted) };
    });
  });
}
