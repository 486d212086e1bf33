import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ground } from './ground.ts';
import { fileOf } from './home.ts';
import { patiently } from './patiently.ts';

export const moments = [
  'before claim',
  'after claim',
  'after spawn',
  'during output',
  'before finish',
] as const;
export type Moment = (typeof moments)[number];

export interface Strike {
  lane: number;
  runId: string;
  moment: Moment;
  /** From 0 to 1: how far into its moment. */
  into: number;
}

const GIVE_UP_MS = 60_000;
const LOOK_MS = 2;

/** Kills the worker at that moment of the run. A machine that is slow may be past it by then. */
export async function strike(
  ground: Ground,
  worker: ChildProcess,
  { lane, runId, moment, into }: Strike,
): Promise<void> {
  const wrote = (word: string) => async () =>
    (await ground.written(fileOf(lane))).includes(`${word} ${runId}`);
  const is = (wanted: string[]) => async () => wanted.includes(await stateOf(ground, runId));
  switch (moment) {
    case 'before claim':
      await until(is(['queued']), into * 10);
      break;
    case 'after claim':
      await until(is(['running', 'verifying']), 0);
      break;
    case 'after spawn':
      await until(wrote('start'), into * 10);
      break;
    case 'during output':
      await until(wrote('start'), 50 + into * 300);
      break;
    case 'before finish':
      await until(wrote('end'), into * 20);
      break;
    default:
      throw new Error(moment satisfies never);
  }
  await kill(worker);
}

export async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}

export async function stateOf({ db }: Ground, runId: string): Promise<string> {
  const { rows } = await patiently(() => db.query('select state from run where id = $1', [runId]));
  return rows[0]?.state ?? 'unknown';
}

async function until(holds: () => Promise<boolean>, thenMs: number): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  while (!(await holds()) && performance.now() < deadline) await delay(LOOK_MS);
  await delay(thenMs);
}
