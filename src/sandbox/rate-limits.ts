import { MINUTE } from '../lib/duration.ts';

/** Calls of one method in a minute, by tier; `special` stands for limits that Slack does not publish. */
const tiers = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 } as const;

export type Tier = keyof typeof tiers;

/** One message a second in a channel, with a short burst. */
const posting = { perMs: 1 / 1000, burst: 5 };

/** Counts calls the way Slack does and says how many seconds to wait, or null when the call may pass. */
export class RateLimits {
  readonly #windows = new Map<string, number[]>();
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  retryAfter(method: string, tier: Tier, channel: string | undefined): number | null {
    const now = Date.now();
    if (method === 'chat.postMessage' && channel) return this.#post(channel, now);
    const calls = (this.#windows.get(method) ?? []).filter((at) => at > now - MINUTE);
    this.#windows.set(method, calls);
    const oldest = calls[0];
    if (oldest !== undefined && calls.length >= tiers[tier]) {
      return Math.max(1, Math.ceil((oldest + MINUTE - now) / 1000));
    }
    calls.push(now);
    return null;
  }

  clear(): void {
    this.#windows.clear();
    this.#buckets.clear();
  }

  #post(channel: string, now: number): number | null {
    const before = this.#buckets.get(channel) ?? { tokens: posting.burst, at: now };
    const filled = before.tokens + (now - before.at) * posting.perMs;
    const tokens = Math.min(posting.burst, filled);
    const allowed = tokens >= 1;
    this.#buckets.set(channel, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed ? null : Math.max(1, Math.ceil((1 - tokens) / posting.perMs / 1000));
  }
}
