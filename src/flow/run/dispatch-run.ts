import { laneOf } from '../../action/placement.ts';
import type { Effect, World } from '../ports.ts';
import { watchQueued } from './watch-queue.ts';

/** Puts a run into the queue of one lane; `again` for one that found its target taken. */
export type Hand = (lane: string, runId: string, again?: 'again') => Promise<void>;

/** Wakes the workers of a run, or of whatever waits for a target that has become free. */
export async function dispatchRun(
  world: World,
  { runId, target, labels }: Extract<Effect, { kind: 'dispatch-run' }>,
  hand: Hand,
): Promise<void> {
  if (runId !== null) {
    await hand(laneOf({ name: target, ...(labels && { labels }) }), runId);
    await watchQueued(world, runId);
    return;
  }
  const woken = new Set<string>();
  for (const run of await world.store.runs.next([target])) {
    // Whoever is woken takes all that it can, so that one of each kind is enough.
    const lane = laneOf(run.target);
    const kind = `${lane} ${run.class === 'readonly'}`;
    if (woken.has(kind)) continue;
    woken.add(kind);
    await hand(lane, run.id, 'again');
  }
}
