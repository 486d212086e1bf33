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

  constructor(find: SecretFinder) {
    this.#find = find;
  }

  /** What is held back, not redacted. */
  get pending(): string {
    return this.#pending;
  }

  push(text: string): string {
    this.#pending += text;
    if (this.#pending.length < holdBack + batch) return '';
    const spans = this.#find(this.#pending);
    const cut = this.#pending.length - holdBack;
    const across = spans.find((span) => span.from < cut && cut < span.to);
    if (across && this.#pending.length > longestSecret) return this.#cutInside(spans, across, cut);
    return this.#release(spans, across ? across.from : cut);
  }

  end(): string {
    const rest = redactSpans(this.#pending, this.#find(this.#pending));
    this.#pending = '';
    return rest;
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
