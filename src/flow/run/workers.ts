import { SECOND } from '../../lib/duration.ts';
import type { SeenWorker, World } from '../ports.ts';

/** A worker sends a sign of life every two seconds; after this long without one it counts as gone. */
export const SILENT_MS = 15 * SECOND;

export async function livingWorkers({ store }: Pick<World, 'store'>): Promise<SeenWorker[]> {
  return (await store.workers.all()).filter(isAlive);
}

export function isAlive({ silentMs }: SeenWorker): boolean {
  return silentMs < SILENT_MS;
}
