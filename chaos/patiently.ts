import { setTimeout as delay } from 'node:timers/promises';

const FOR_MS = 120_000;

/** Asks again while a busy machine lets nobody reach the database: that is no finding, and nothing was done. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + FOR_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const unreached = /timeout exceeded when trying to connect|connection timeout/i;
      if (!unreached.test(String(error)) || performance.now() > deadline) throw error;
      await delay(250);
    }
  }
}
