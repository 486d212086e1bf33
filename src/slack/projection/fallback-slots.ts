import { fallbackPost } from '../views/fallback.ts';
import type { Scene, Slot } from './slots.ts';

/** Where nobody has acknowledged, the fallback channel is called as well; nowhere when none is named. */
export function fallbackSlots({ entries, view, fallbackChannel }: Scene): Slot[] {
  if (fallbackChannel === null) return [];
  return entries
    .filter(({ kind }) => kind === 'everyone-paged')
    .map((entry) => ({
      name: `fallback:${entry.id}`,
      place: { channel: fallbackChannel },
      message: fallbackPost(entry, view.incident),
      under: null,
      pin: false,
      editOnly: false,
    }));
}
