import { isInstruction } from '../procedure/verbs.ts';

export interface Comment {
  text: string;
  line: number;
  /** Tells a person to do something, so it is a step when no command follows. */
  instruction: boolean;
  /** "Edit config.yaml": work for a person, never the label of the command below. */
  edit: boolean;
}

/** A `#` comment line, or null. */
export function readComment(line: string, at: number): Comment | null {
  const match = /^\s*#+(?!!)\s*(.*)$/.exec(line) ?? /^\s*(?:REM|::)\s+(.*)$/.exec(line);
  if (!match) return null;
  const text = (match[1] ?? '').trim();
  const edit = /^(?:edit|modify|change|update|adjust)\b.*(?:\.\w{2,5}\b|\.env\b)/i.test(text);
  return { text, line: at, instruction: isInstruction(text), edit };
}

/** "Expected output:" announces lines that are never commands. */
export function isOutputLabel(text: string): boolean {
  return (
    /^(?:expected|sample|example)?\s*(?:output|result|response)s?\b(?!\s+to\b)/i.test(text) ||
    /^(?:should (?:show|see|return|output)|returns?:)/i.test(text)
  );
}
