import { expireCovers } from './cover.ts';
import type { World } from './ports.ts';

/** Closes what was asked and nobody answered in time. */
export async function expireRequests(world: World): Promise<void> {
  const covers = await expireCovers(world);
  if (covers.length > 0) world.wake.outbox();
}
