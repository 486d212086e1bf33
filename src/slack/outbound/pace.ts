import { limitedBy, ratesOf } from './rates.ts';

/** The machine's time, which nobody moves: what Slack counts in, whatever the domain's clock says. */
export interface WallClock {
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Pace {
  /** Resolves when the call may be made; rejects when `signal` fires first. */
  turn(method: string, channel: string | null, signal: AbortSignal): Promise<void>;
  /** For how many milliseconds Slack wants nothing of that kind. */
  pausedFor(method: string, channel: string | null): number;
  /** Slack said so: nothing of that kind before `ms` are over. */
  pause(method: string, channel: string | null, ms: number): void;
}

/** Without `rates` only pauses hold a call back. */
export function createPace(clock: WallClock, options: { rates: boolean }): Pace {
  /** When each bucket would be full again; a bucket that is full is the same as a missing one. */
  const fullAt = new Map<string, number>();
  const pausedUntil = new Map<string, number>();

  return {
    async turn(method, channel, signal) {
      // A pause may come while a call waits; those that it held back then take turns anew.
      do {
        await sleepUntil(pauseEnd(method, channel), signal);
        if (options.rates) await sleepUntil(reserve(method, channel), signal);
      } while (pauseEnd(method, channel) > clock.now());
    },
    pausedFor: (method, channel) => Math.max(0, pauseEnd(method, channel) - clock.now()),
    pause(method, channel, ms) {
      const key = limitedBy(method, channel);
      forgetPast(pausedUntil);
      pausedUntil.set(key, Math.max(pausedUntil.get(key) ?? 0, clock.now() + ms));
    },
  };

  function pauseEnd(method: string, channel: string | null): number {
    return pausedUntil.get(limitedBy(method, channel)) ?? 0;
  }

  /** Takes one token of every bucket that the call counts against; when the last one is there. */
  function reserve(method: string, channel: string | null): number {
    const rates = ratesOf(method, channel);
    const start = rates.reduce((latest, [key, { burst, everyMs }]) => {
      const full = fullAt.get(key) ?? 0;
      return Math.max(latest, full - (burst - 1) * everyMs);
    }, clock.now());
    if (fullAt.size > 1000) forgetPast(fullAt);
    for (const [key, { everyMs }] of rates) {
      fullAt.set(key, Math.max(fullAt.get(key) ?? 0, start) + everyMs);
    }
    return start;
  }

  function forgetPast(instants: Map<string, number>): void {
    for (const [key, instant] of instants) if (instant <= clock.now()) instants.delete(key);
  }

  async function sleepUntil(instant: number, signal: AbortSignal): Promise<void> {
    const ms = instant - clock.now();
    if (ms > 0) await clock.wait(ms, signal);
  }
}
