import { stripVTControlCharacters } from 'node:util';

/** What the output may look like. */
export interface Terminal {
  width: number;
  colour: boolean;
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Style = keyof typeof codes;

const narrowest = 40;
const widest = 110;

/** Colours only for a person who looks at a terminal and has not set NO_COLOR (no-color.org). */
export function terminalOf(
  stream: { isTTY?: boolean; columns?: number },
  env: NodeJS.ProcessEnv,
): Terminal {
  const columns = stream.columns ?? 80;
  return {
    width: Math.max(narrowest, Math.min(columns, widest)),
    colour: stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  };
}

export function paint({ colour }: Terminal, style: Style, text: string): string {
  return colour && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
}

/** Text from a file can neither colour, move nor reverse what the terminal shows. */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(/(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '');
}

/** The text on one line. */
export function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim();
}

/** Lines of at most `width` characters, broken between words; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** `1 error`, `2 errors`, `no errors`. */
export function count(number: number, noun: string, many = `${noun}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? noun : many}`;
}
