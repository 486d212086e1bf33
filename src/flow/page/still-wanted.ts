import type { World } from '../ports.ts';
import type { Delivery } from './notify-ports.ts';
import { wanted } from './record-delivery.ts';

/** Nothing was sent, and nothing will be. */
export const NOT_WANTED = {
  state: 'retry',
  afterMs: null,
  why: 'nobody waits for it any more',
  untried: true,
} as const satisfies Delivery;

/**
 * Whether any of these pages still asks for an answer. Asked last of all before one leaves: while a place
 * was looked up, or after a crash, somebody may have acknowledged.
 */
export async function stillWanted(
  { store }: Pick<World, 'store'>,
  pages: readonly { incidentId: string; pageId: string }[],
): Promise<boolean> {
  for (const { incidentId, pageId } of pages) {
    const view = await store.incidents.view(incidentId);
    const page = view?.pages.find(({ id }) => id === pageId);
    if (view && page && wanted(view.incident, page)) return true;
  }
  return false;
}
