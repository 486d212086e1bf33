import { overwritten, plainText } from './plain-text.ts';

const longestLine = 65_536;
/** A progress bar that never ends its line is folded while it grows. */
const longProgress = 8_192;

/** Turns one stream's bytes into plain text, line by line, so that two streams mix only at line ends. */
export class LineReader {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #partial = '';

  push(bytes: Uint8Array): string {
    const text = this.#partial + this.#decoder.decode(bytes, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    const rest = folded(text.slice(end));
    const whole = rest.length > longestLine ? text.slice(0, end) + rest : text.slice(0, end);
    this.#partial = rest.length > longestLine ? '' : rest;
    return plainText(whole);
  }

  /** What stands in the unfinished last line so far. */
  peek(): string {
    return plainText(this.#partial);
  }

  end(): string {
    const text = this.#partial + this.#decoder.decode();
    this.#partial = '';
    return plainText(text);
  }
}

/** A return at the very end may be the first half of a line's end. */
function folded(line: string): string {
  if (line.length < longProgress || !line.includes('\r')) return line;
  return overwritten(line) + (line.endsWith('\r') ? '\r' : '');
}
