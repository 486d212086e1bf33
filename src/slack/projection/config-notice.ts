import { digest } from '../../lib/ids.ts';
import { type BrokenFile, brokenNotice, mendedNotice } from '../views/config-notice.ts';
import { keepNotice } from './notice.ts';
import type { Projection } from './sync-incident.ts';

/** Keeps one message about files that cannot be taken over. */
export function showConfig(projection: Projection, broken: BrokenFile[]): Promise<void> {
  const now = projection.world.clock.now();
  return keepNotice(projection, {
    setting: 'config-notice',
    channel: projection.world.directory.digest_channel,
    about: [...new Set(broken.map(({ file }) => file))],
    // The time of the mending must not change the message at each look.
    mark: digest(broken),
    words: () => brokenNotice(broken, now),
    over: (files) => mendedNotice(files, now),
  });
}
