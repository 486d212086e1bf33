import type { Progress } from '../action/run.ts';
import { SECOND } from '../lib/duration.ts';

const SLOWEST_MS = 15 * SECOND;

export interface Pace {
  /** Reports it when it is time; the last one given counts. */
  offer(progress: Progress): void;
  stop(): void;
}

/**
 * Once a second at first and ever more seldom, as the run gets long: Slack allows forty edits a minute,
 * for all incidents together.
 */
export function pace(report: (progress: Progress) => void): Pace {
  const started = performance.now();
  let last = Number.NEGATIVE_INFINITY;
  let waiting: NodeJS.Timeout | undefined;
  let newest: Progress | null = null;

  function send(): void {
    waiting = undefined;
    last = performance.now();
    if (newest !== null) report(newest);
    newest = null;
  }

  return {
    offer: (progress) => {
      newest = progress;
      if (waiting !== undefined) return;
      const now = performance.now();
      const rest = Math.min(SLOWEST_MS, Math.max(SECOND, (now - started) / 5));
      if (now - last >= rest) send();
      else waiting = setTimeout(send, last + rest - now);
    },
    stop: () => {
      clearTimeout(waiting);
      newest = null;
    },
  };
}
