import type { Delivery, Provider } from '../flow/page/notify-ports.ts';
import { SECOND } from '../lib/duration.ts';

export interface Breaker extends Provider {
  /** Why the provider is not asked at the moment; null while it is. */
  tripped(): string | null;
}

export interface BreakerOptions {
  /** Milliseconds, of the machine: it has nothing to do with when things happen in an incident. */
  now?: () => number;
  /** So many failures in a row open it. */
  after?: number;
  /** So long it stays open, until one page goes through as a probe. */
  restMs?: number;
  /** So many at once, so that a provider that hangs takes no place from the others. */
  atOnce?: number;
}

const BUSY_MS = SECOND / 2;

/** A provider that is down is left alone for a while. Each has its own breaker, so nothing else waits for it. */
export function withBreaker(provider: Provider, options: BreakerOptions = {}): Breaker {
  const { now = () => performance.now(), after = 5, restMs = 30 * SECOND, atOnce = 6 } = options;
  let failures = 0;
  let openUntil = 0;
  let last = '';
  let flying = 0;

  async function guarded(ask: () => Promise<Delivery>): Promise<Delivery> {
    const waits = waitsFor();
    if (waits !== null) return waits;
    flying += 1;
    try {
      const delivery = await ask();
      learn(delivery);
      return delivery;
    } finally {
      flying -= 1;
    }
  }

  /** Closed: a few at once. Open: nobody until its time is over, then one. */
  function waitsFor(): Delivery | null {
    const open = failures >= after;
    const left = openUntil - now();
    if (open && left > 0)
      return {
        state: 'retry',
        afterMs: Math.ceil(left),
        why: `${words()}; it is left alone for now`,
      };
    if (flying < (open ? 1 : atOnce)) return null;
    return { state: 'retry', afterMs: BUSY_MS, why: `${provider.name} is busy`, untried: true };
  }

  function learn(delivery: Delivery): void {
    if (delivery.state !== 'retry') {
      failures = 0;
      return;
    }
    failures += 1;
    last = delivery.why;
    if (failures >= after) openUntil = now() + restMs;
  }

  function words(): string {
    return `${provider.name} failed ${failures} times in a row (${last})`;
  }

  const { end } = provider;
  return {
    name: provider.name,
    deliver: (message) => guarded(() => provider.deliver(message)),
    ...(end && { end: (message, ending) => guarded(() => end(message, ending)) }),
    tripped: () => (failures >= after ? words() : null),
  };
}
