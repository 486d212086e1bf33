import { setTimeout as delay } from 'node:timers/promises';
import type { ResultPromise } from 'execa';
import type { Recorder } from './recorder.ts';

/** Once every stage has ended, output that pauses this long is taken to be over. */
const lastWords = 500;
/** Whatever still writes after this long is not part of the command any more. */
const mostPauses = 20;

/** Whether the output came to its end; a process that was left behind may hold it open. */
export async function readToEnd(reading: Promise<unknown>, recorder: Recorder): Promise<boolean> {
  for (let pause = 0; pause < mostPauses; pause += 1) {
    const before = recorder.bytes;
    if (await settles(reading, lastWords)) return true;
    if (recorder.bytes === before) return false;
  }
  return false;
}

export async function settles(work: Promise<unknown>, withinMs: number): Promise<boolean> {
  const over = new AbortController();
  const inTime = await Promise.race([
    work.then(() => true),
    delay(withinMs, false, { signal: over.signal }).catch(() => false),
  ]);
  over.abort();
  return inTime;
}

export function cutOff(child: ResultPromise): void {
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
}
