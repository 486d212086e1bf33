import type { MovableClock } from '../../lib/clock.ts';
import type { World } from '../ports.ts';
import { tick } from '../tick.ts';

const MOST_STEPS = 1000;

/**
 * Moves the clock forward, stopping at each timer on the way, so that what would have happened one
 * after the other happens one after the other, each at its time.
 */
export async function advance(world: World, clock: MovableClock, byMs: number): Promise<void> {
  const target = new Date(clock.now().getTime() + byMs);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = await world.store.nextTimerAt();
    if (next === null || next > target) break;
    clock.advanceTo(next);
    await tick(world);
  }
  clock.advanceTo(target);
  await tick(world);
  await world.store.settings.put(CLOCK_OFFSET, clock.offsetMs);
}

/** Name of the setting that lets a moved clock survive a restart. */
export const CLOCK_OFFSET = 'clock-offset-ms';
