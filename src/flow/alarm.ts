import { SECOND } from '../lib/duration.ts';
import type { World } from './ports.ts';
import { tick } from './tick.ts';

export interface Alarm {
  /** A timer was set for then: it rings no later. */
  at(dueAt: Date): void;
  stop(): Promise<void>;
}

/** So late may be what another bot set for the next moment and did not live to act on. */
const LOOK_MS = 2 * SECOND;

/**
 * Acts on timers in the very moment in which they fall due, one look after the other: each look sleeps
 * until the next timer that stands in the database, whoever set it. One that failed waits for the next look.
 */
export function startAlarm(world: World): Alarm {
  let stopped = false;
  let wake = () => {};
  /** The earliest that was set since the last look began. */
  let soonest = Number.POSITIVE_INFINITY;

  const loop = (async () => {
    while (!stopped) {
      soonest = Number.POSITIVE_INFINITY;
      await look().catch((error) => {
        if (!stopped) world.log.warn({ err: error }, 'the timers could not be read');
      });
      if (!stopped) await sleep();
    }
  })();

  async function look(): Promise<void> {
    // Before the tick: what falls due while it works is not slept through.
    const before = world.clock.now();
    await tick(world);
    const next = await world.store.nextTimerAt(before);
    if (next !== null) soonest = Math.min(soonest, next.getTime());
  }

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      let timer = setTimeout(resolve, wait());
      wake = () => {
        clearTimeout(timer);
        if (stopped) resolve();
        else timer = setTimeout(resolve, wait());
      };
    });
  }

  function wait(): number {
    return Math.min(LOOK_MS, Math.max(0, soonest - world.clock.now().getTime()));
  }

  return {
    at: (dueAt) => {
      if (dueAt.getTime() >= soonest) return;
      soonest = dueAt.getTime();
      wake();
    },
    stop: async () => {
      stopped = true;
      wake();
      await loop;
    },
  };
}
