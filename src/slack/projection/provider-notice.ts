import { digest } from '../../lib/ids.ts';
import { type DownProvider, downNotice, upNotice } from '../views/provider-notice.ts';
import { keepNotice } from './notice.ts';
import type { Projection } from './sync-incident.ts';

/** Keeps one message about providers that are left alone because they are down. */
export function showProviders(projection: Projection, down: DownProvider[]): Promise<void> {
  const now = projection.world.clock.now();
  const { fallback_channel: fallback, digest_channel: usual } = projection.world.directory;
  const about = down.map(({ name }) => name);
  return keepNotice(projection, {
    setting: 'provider-notice',
    channel: fallback ?? usual,
    about,
    mark: digest(about),
    words: () => downNotice(down, now),
    over: (names) => upNotice(names, now),
  });
}
