import type { World } from '../ports.ts';
import { expireCovers } from './cover.ts';
import { expireSwaps } from './swap.ts';

/** Closes what was asked and nobody answered in time. */
export async function expireRequests(world: World): Promise<void> {
  const covers = await expireCovers(world);
  const swaps = await expireSwaps(world);
  if (covers.length + swaps.length > 0) world.wake.outbox();
}
