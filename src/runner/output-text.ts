import { stripVTControlCharacters } from 'node:util';

const longestLine = 65_536;

/** Turns one stream's bytes into plain text, line by line, so that two streams mix only at line ends. */
export class LineReader {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #partial = '';

  push(bytes: Uint8Array): string {
    const text = this.#partial + this.#decoder.decode(bytes, { stream: true });
    const cut = text.length > longestLine ? text.length : text.lastIndexOf('\n') + 1;
    this.#partial = text.slice(cut);
    return plainText(text.slice(0, cut));
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

/** Without colours and cursor movements; PostgreSQL's text cannot hold NUL, and Slack shows none of the rest. */
function plainText(text: string): string {
  const visible =
    text.includes('\x1b') || text.includes('\x9b') ? stripVTControlCharacters(text) : text;
  return (
    visible
      .replaceAll('\r\n', '\n')
      .replaceAll('\r', '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
      .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]+/g, '')
  );
}
