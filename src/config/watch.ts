import type { Log } from '../lib/log.ts';
import type { Change, Config } from './config.ts';

export interface Watch {
  /** One look at once. */
  now(): Promise<void>;
  stop(): Promise<void>;
}

/** With the moment that an edit gets to settle, less than two seconds. */
const LOOK_MS = 1500;
/** A look takes about 0.05 ms for each file: of many files, looking stays a twentieth of the time. */
const REST_MS = 1;

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
  let looking: Promise<void> | null = null;

  function now(): Promise<void> {
    // A look that is under way may have passed the file that its asker means.
    const next = (looking ?? Promise.resolve()).catch(() => undefined).then(look);
    looking = next;
    return next;
  }

  async function look(): Promise<void> {
    await onLook(await config.again());
  }

  const loop = (async () => {
    while (!stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(LOOK_MS, REST_MS * config.files()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (stopped) return;
      try {
        await now();
      } catch (error) {
        log.warn(
          { err: error },
          'the configuration could not be looked at; the next look tries again',
        );
      }
    }
  })();
  return {
    now,
    stop: async () => {
      stopped = true;
      wake();
      await loop;
    },
  };
}
