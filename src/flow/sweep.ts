import { DAY, SECOND } from '../lib/duration.ts';
import { expireRequests } from './oncall/expire-requests.ts';
import { followingOnCall } from './oncall/hand-over.ts';
import type { World } from './ports.ts';
import { sealing } from './record/keep-sealed.ts';
import { watchQueue } from './run/watch-queue.ts';
import { loseSilentRuns } from './run/work-run.ts';
import { SILENT_MS } from './run/workers.ts';

/** A worker that was not seen for so long is of no interest any more. */
const FORGET_MS = DAY;

const SWEEP_MS = 2 * SECOND;

/** Until it is sealed, an entry could vanish together with the end of its chain. */
const SEAL_MS = 10 * SECOND;

/**
 * Finds what nobody says, one sweep after the other: runs whose worker has vanished, and runs that no
 * worker serves. A worker's silence counts only while we could have heard it: after a database outage or a
 * suspended machine it gets its time anew.
 */
export function startSweeping(world: World): { stop(): void } {
  let hearingSince = performance.now();
  let last = hearingSince;
  let sealed = -SEAL_MS;
  const seal = sealing(world);
  const followOnCall = followingOnCall(world);
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    sweep()
      .catch((error) => world.log.warn({ err: error }, 'a sweep failed'))
      .finally(() => {
        busy = false;
      });
  }, SWEEP_MS);

  async function sweep(): Promise<void> {
    const now = performance.now();
    if (now - last > 2 * SWEEP_MS) hearingSince = now;
    if (now - hearingSince > SILENT_MS) await loseSilentRuns(world, SILENT_MS);
    await watchQueue(world);
    await world.store.workers.forget(FORGET_MS);
    last = now;
    await followOnCall();
    await expireRequests(world);
    if (now - sealed < SEAL_MS) return;
    sealed = now;
    await seal();
  }

  return { stop: () => clearInterval(timer) };
}
