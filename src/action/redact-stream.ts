import type { SecretFinder, SecretSpan } from './redact-find.ts';

/** What takes the place of a secret; `known` is the value that it is a form of. */
export type Replace = (secret: string, known?: string) => string;

/** A secret of this length is seen whole, wherever it begins: an RSA key of 8192 bits has 6.5 kB. */
const ahead = 16_384;
/** What is looked at in one go. Its length never depends on how the text arrived, so neither does the result. */
const window = 4 * ahead;
/** What is told again of a line that is cut, so that its rest is known for what it is. */
const context = 160;
const stem = 64;

/** Redacts text that arrives in pieces. What `push` returns is safe to keep; `end` returns the rest. */
export class RedactStream {
  readonly #find: SecretFinder;
  readonly #replace: Replace;
  #pending = '';
  /** Put out already, and looked at once more before `#pending`. */
  #told = '';
  /** `#pending` goes on with a secret whose mark was put out. */
  #inside = false;

  constructor(find: SecretFinder, replace: Replace) {
    this.#find = find;
    this.#replace = replace;
  }

  /** What is held back, not redacted. */
  get pending(): string {
    return this.#pending;
  }

  push(text: string): string {
    this.#pending += text;
    let safe = '';
    while (this.#pending.length >= window) safe += this.#take(this.#pending.slice(0, window));
    return safe;
  }

  /** What would come out if the text ended after `more`. */
  peek(more = ''): string {
    const text = this.#pending + more;
    return this.#redact(text, this.#spans(text));
  }

  end(): string {
    const rest = this.peek();
    this.#pending = '';
    this.#told = '';
    this.#inside = false;
    return rest;
  }

  #take(text: string): string {
    const spans = this.#spans(text);
    const line = lastLine(text, spans, window - ahead);
    if (line > 0) return this.#release(text, spans, line, '', false);
    const cut = wholeCharacters(text, window - ahead);
    const across = spans.find(({ start, to }) => start < cut && cut < to);
    if (across === undefined)
      return this.#release(text, spans, cut, text.slice(cut - context, cut), false);
    const { start } = across;
    if (start > 0)
      return this.#release(
        text,
        spans,
        start,
        text.slice(Math.max(0, start - context), start),
        false,
      );
    // A secret that fills all that is looked at: its beginning is told again before what follows.
    const told = this.#inside ? this.#told : this.#told + text.slice(0, stem);
    return this.#release(text, spans, cut, told, true);
  }

  #release(text: string, spans: SecretSpan[], cut: number, told: string, inside: boolean): string {
    const safe = this.#redact(text.slice(0, cut), spans);
    this.#pending = this.#pending.slice(cut);
    this.#told = told;
    this.#inside = inside;
    return safe;
  }

  #spans(text: string): SecretSpan[] {
    const before = this.#told.length;
    return this.#find(this.#told + text)
      .map((span) => ({
        ...span,
        from: span.from - before,
        start: span.start - before,
        to: span.to - before,
      }))
      .filter(({ to }) => to > 0);
  }

  #redact(text: string, spans: SecretSpan[]): string {
    let end = 0;
    let out = '';
    for (const { start, to, known } of spans) {
      if (start >= text.length) break;
      const goesOn = start <= 0 && this.#inside;
      out += text.slice(end, Math.max(0, start));
      if (!goesOn) out += this.#replace(text.slice(Math.max(0, start), to), known);
      end = to;
    }
    return out + text.slice(end);
  }
}

/** The beginning of the last line before `end` at which no secret and nothing that tells of one goes on; 0 for none. */
function lastLine(text: string, spans: SecretSpan[], end: number): number {
  let cut = text.lastIndexOf('\n', end - 1) + 1;
  for (;;) {
    const across = spans.findLast(({ from, to }) => from < cut && cut < to);
    if (across === undefined || cut <= 0) return cut;
    cut = text.lastIndexOf('\n', across.from - 1) + 1;
  }
}

function wholeCharacters(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
