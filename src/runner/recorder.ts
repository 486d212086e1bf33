import type { Redactor } from '../action/redact.ts';
import type { RedactStream } from '../action/redact-stream.ts';
import { Artifact } from './artifact.ts';
import { LineReader } from './output-text.ts';

const shown = 16_384;
const progressShown = 4_000;
/** Enough text before the part that is shown to see a secret that begins earlier. */
const rawKept = 3 * shown;

export interface Recorded {
  output: string;
  outputBytes: number;
  truncated: boolean;
  artifact: string | null;
  artifactSha256: string | null;
  artifactProblem: string | null;
}

/** Takes the output of all stages: all of it to the artifact, head and tail in memory, never a secret. */
export class Recorder {
  readonly #redactor: Redactor;
  readonly #redact: RedactStream;
  readonly #artifact: Artifact;
  readonly #lines = new Set<LineReader>();
  /** Redacted, as is `#tail`. */
  #head = '';
  #tail = '';
  /** The end of what came since nothing more is kept, not redacted yet; null until then. */
  #flood: string | null = null;
  #chars = 0;
  #bytes = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(options: { dataDir: string; runId: string; redactor: Redactor; forgetful?: true }) {
    this.#redactor = options.redactor;
    this.#redact = options.redactor.stream();
    this.#artifact = new Artifact(options.dataDir, options.runId);
    if (options.forgetful) this.#artifact.full = true;
  }

  /** Reads a stream to its end; a slow disk slows the program, not the worker's memory. */
  async take(stream: AsyncIterable<Uint8Array>): Promise<void> {
    const lines = new LineReader();
    this.#lines.add(lines);
    try {
      for await (const bytes of stream) {
        this.#bytes += bytes.length;
        await this.#add(lines.push(bytes));
      }
    } catch {
      // The stream was cut off: the program was killed, or left a process behind that holds it.
    }
    this.#lines.delete(lines);
    await this.#add(lines.end());
  }

  async say(text: string): Promise<void> {
    this.#bytes += Buffer.byteLength(text);
    await this.#add(text);
  }

  get bytes(): number {
    return this.#bytes;
  }

  progress(): { output: string; bytes: number } {
    const partial = [...this.#lines].map((lines) => lines.peek()).join('');
    const safe =
      this.#flood === null ? this.#redact.peek(partial) : this.#clean(this.#flood + partial);
    return { output: lastPart(this.#tail + safe, progressShown), bytes: this.#bytes };
  }

  async finish(): Promise<Recorded> {
    await this.#last;
    if (this.#flood === null) await this.#keep(this.#redact.end());
    await this.#artifact.close();
    const whole = this.#chars === this.#head.length;
    return {
      output: whole ? this.#head : this.#headAndTail(),
      outputBytes: this.#bytes,
      truncated: !whole,
      artifact: this.#artifact.written ? this.#artifact.path : null,
      artifactSha256: this.#artifact.sha256(),
      artifactProblem: this.#artifact.problem,
    };
  }

  #add(text: string): Promise<void> {
    if (text === '') return this.#last;
    // Once nothing more is kept there is nothing to redact: a flood costs no more than reading it.
    const wanted = this.#artifact.accepts || this.#head.length < 2 * shown;
    if (!wanted || this.#flood !== null) {
      this.#flood = ((this.#flood ?? this.#redact.pending) + text).slice(-rawKept);
      this.#chars += text.length;
    } else this.#last = this.#keep(this.#redact.push(text), this.#last);
    return this.#last;
  }

  async #keep(text: string, after?: Promise<void>): Promise<void> {
    this.#chars += text.length;
    this.#head += text.slice(0, 2 * shown - this.#head.length);
    this.#tail = (this.#tail + text).slice(-2 * shown);
    await after;
    await this.#artifact.write(text);
  }

  #headAndTail(): string {
    const left = Math.max(0, this.#chars - 2 * shown);
    const where = this.#artifact.written ? '; the artifact has more' : '';
    return [
      firstPart(this.#head, shown),
      `\n[… about ${left.toLocaleString('en')} characters left out${where} …]\n`,
      lastPart(this.#tail + this.#clean(this.#flood ?? ''), shown),
    ].join('');
  }

  #clean(text: string): string {
    return this.#redactor.text(text);
  }
}

/** Ends at a line's end where one is near, and never inside a character. */
function firstPart(text: string, length: number): string {
  if (text.length <= length) return text;
  const line = text.lastIndexOf('\n', length);
  const end = line > length - 500 ? line : length;
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? text.slice(0, end - 1) : text.slice(0, end);
}

function lastPart(text: string, length: number): string {
  if (text.length <= length) return text;
  const from = text.length - length;
  const line = text.indexOf('\n', from);
  const start = line >= 0 && line < from + 500 ? line + 1 : from;
  return /[\udc00-\udfff]/.test(text.charAt(start)) ? text.slice(start + 1) : text.slice(start);
}
