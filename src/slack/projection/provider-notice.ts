import { digest } from '../../lib/ids.ts';
import { type DownProvider, downNotice, upNotice } from '../views/provider-notice.ts';
import { keepNotice } from './notice.ts';
import type { Projection } from './sync-incident.ts';

/** Keeps one message about providers that are left alone because they are down. */
export function showProviders(projection: Projection, down: DownProvider[]): Promise<void> {
  const now = projection.world.clock.now();
  const about = down.map(({ name }) => name);
  return keepNotice(projection, {
    setting: 'provider-notice',
    about,
    mark: digest(about),
    words: () => downNotice(down, now),
    over: (names) => upNotice(names, now),
  });
}
