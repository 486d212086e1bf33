import { SECOND } from '../lib/duration.ts';
import type { World } from './ports.ts';
import { tick } from './tick.ts';
import { loseSilentRuns } from './work-run.ts';

/** A worker sends a sign of life every two seconds; after this long without one its runs are given up. */
const SILENT_MS = 15 * SECOND;

/** Finds what an alarm missed: timers that are due and runs whose worker has vanished. */
export async function sweep(world: World): Promise<void> {
  await tick(world);
  await loseSilentRuns(world, SILENT_MS);
}
