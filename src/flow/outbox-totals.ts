import type { Outbox } from './ports.ts';

/** How much waits to be carried out, and for how long the oldest of it. */
export async function outboxTotals(outbox: Outbox): Promise<{ depth: number; oldestMs: number }> {
  const lanes = Object.values(await outbox.stats());
  return {
    depth: lanes.reduce((sum, { depth }) => sum + depth, 0),
    oldestMs: Math.max(...lanes.map(({ oldestMs }) => oldestMs)),
  };
}
