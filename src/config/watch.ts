import type { Log } from '../lib/log.ts';
import type { Change, Config } from './config.ts';

export interface Watch {
  stop(): Promise<void>;
}

/** With the moment that an edit gets to settle, less than two seconds. */
const LOOK_MS = 1500;
/** A thousand files take 45 ms; of many more, looking stays a twentieth of the time. */
const REST = 20;

/**
 * Looks at the files again and again and tells of each look. It asks for times and sizes instead of
 * being notified, since a network file system or a mounted volume tells nobody of its changes.
 */
export function watchConfig(
  config: Config,
  onLook: (change: Change | null) => Promise<void>,
  log: Log,
): Watch {
  let stopped = false;
  let wake = () => {};
  let wait = LOOK_MS;
  const loop = (async () => {
    while (!stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (stopped) return;
      try {
        const began = performance.now();
        const change = await config.again();
        if (change === null) wait = Math.max(LOOK_MS, REST * (performance.now() - began));
        await onLook(change);
      } catch (error) {
        log.warn(
          { err: error },
          'the configuration could not be looked at; the next look tries again',
        );
      }
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await loop;
    },
  };
}
