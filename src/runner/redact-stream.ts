import { redactSpans, type SecretFinder, type SecretSpan } from '../action/redact.ts';

/** Held back so that a secret which arrives in pieces is seen whole: 16 kB holds an RSA 8192 key. */
const holdBack = 16_384;
const batch = 32_768;
/** A single secret longer than this is taken out piece by piece. */
const longestSecret = 262_144;
/** What is kept of such a secret, so that its rest is still known for what it is. */
const stem = 64;

/** Redacts text that arrives in pieces. What `push` returns is safe to keep; `end` returns the rest. */
export class RedactStream {
  readonly #find: SecretFinder;
  #pending = '';
  #nextLook = holdBack + batch;

  constructor(find: SecretFinder) {
    this.#find = find;
  }

  /** What is held back, not redacted. */
  get pending(): string {
    return this.#pending;
  }

  push(text: string): string {
    this.#pending += text;
    if (this.#pending.length < this.#nextLook) return '';
    const safe = this.#take(this.#find(this.#pending));
    this.#nextLook = this.#pending.length + batch;
    return safe;
  }

  end(): string {
    const rest = redactSpans(this.#pending, this.#find(this.#pending));
    this.#pending = '';
    return rest;
  }

  #take(spans: SecretSpan[]): string {
    const end = this.#pending.length - holdBack;
    let cut = end;
    // From the last to the first: what tells of one secret may overlap the one before.
    for (const span of spans.toReversed()) {
      if (span.from < cut && cut < span.to) cut = span.from;
    }
    const across = spans.find((span) => span.from < end && end < span.to);
    if (across && this.#pending.length > longestSecret) return this.#cutInside(spans, across, end);
    return this.#release(spans, cut);
  }

  #release(spans: SecretSpan[], cut: number): string {
    const safe = redactSpans(
      this.#pending.slice(0, cut),
      spans.filter((span) => span.to <= cut),
    );
    this.#pending = this.#pending.slice(cut);
    return safe;
  }

  #cutInside(spans: SecretSpan[], across: SecretSpan, cut: number): string {
    const beginning = this.#pending.slice(across.from, across.start + stem);
    const safe = redactSpans(
      this.#pending.slice(0, cut),
      spans
        .filter((span) => span.start < cut)
        .map((span) => ({ ...span, to: Math.min(span.to, cut) })),
    );
    this.#pending = beginning + this.#pending.slice(cut);
    return safe;
  }
}
