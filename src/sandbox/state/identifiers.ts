import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** An id as Slack writes them: a letter for the kind, then upper-case letters and digits. */
export function slackId(kind: string): string {
  return kind + [...randomBytes(10)].map((byte) => alphabet[byte % 32]).join('');
}

/** Message times that never repeat and never go back, in Slack's `seconds.microseconds`. */
export class Timestamps {
  #last = 0;

  next(): string {
    this.#last = Math.max(this.#last + 1, Date.now() * 1000);
    return asTimestamp(this.#last);
  }
}

/** Seconds since 1970, as Slack's `created`, `updated` and the like. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function asTimestamp(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}
