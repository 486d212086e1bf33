import { isInstruction } from '../procedure/verbs.ts';

export interface Comment {
  text: string;
  line: number;
  /** Tells a person to do something, so it is a step when no command follows. */
  instruction: boolean;
}

/** A `#` comment line, or null. */
export function readComment(line: string, at: number): Comment | null {
  const match = /^\s*#+(?!!)\s*(.*)$/.exec(line) ?? /^\s*(?:REM|::)\s+(.*)$/.exec(line);
  if (!match) return null;
  const text = (match[1] ?? '').trim();
  return { text, line: at, instruction: isInstruction(text) };
}

/** "Expected output:" announces lines that are never commands. */
export function isOutputLabel(text: string): boolean {
  return (
    /^(?:expected|sample|example)?\s*(?:output|result|response)s?\b(?!\s+to\b)/i.test(text) ||
    /^(?:should (?:show|see|return|output)|returns?:)/i.test(text)
  );
}
