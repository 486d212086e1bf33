import { setTimeout as delay } from 'node:timers/promises';
import type { Target } from '../action/catalogue.ts';
import { SECOND } from '../lib/duration.ts';
import type { EndOptions } from './process-groups.ts';

export interface Limits extends Pick<EndOptions, 'graceMs' | 'hurry'> {
  timeoutMs: number;
  signal: AbortSignal;
}

/** From being asked to end to being killed. */
const usualGraceMs = 5 * SECOND;

export function limitsOf(
  { grace }: Target,
  limits: { timeoutMs: number; signal: AbortSignal; hurry: AbortSignal | undefined },
): Limits {
  const { hurry, ...rest } = limits;
  return { ...rest, graceMs: grace ?? usualGraceMs, ...(hurry && { hurry }) };
}

/** A longer timer would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** Null when it ended by itself before its time was over or somebody cancelled it. */
export async function stopAtLimit(
  ending: Promise<unknown>,
  limits: Pick<Limits, 'timeoutMs' | 'signal'>,
): Promise<'timeout' | 'abort' | null> {
  const over = new AbortController();
  const done = { signal: over.signal };
  const stop = await Promise.race([
    ending.then(() => null),
    delay(Math.min(limits.timeoutMs, longestTimer), 'timeout' as const, done).catch(() => null),
    aborted(limits.signal, over.signal),
  ]);
  over.abort();
  return stop;
}

function aborted(signal: AbortSignal, over: AbortSignal): Promise<'abort'> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve('abort');
    signal.addEventListener('abort', () => resolve('abort'), { once: true, signal: over });
  });
}
