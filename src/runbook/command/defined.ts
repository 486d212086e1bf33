import type { ParsedScript, Word } from 'unbash';
import { splitMasked } from './placeholder.ts';
import { parseShell } from './syntax.ts';
import { type Piece, readWord } from './word.ts';

/** What a line above gives to a variable. */
export interface Definition {
  /** Null where another command's output is put in, or a shell is needed. */
  pieces: Piece[] | null;
  /** The lookup behind it may show secrets. */
  secret: boolean;
  /** Programs started below would see it, also those that never name it. */
  exported?: boolean;
}

export type Defined = ReadonlyMap<string, Definition>;

export interface Assignment {
  name: string;
  pieces: Piece[] | null;
  /** The command inside `X=$(…)`, as written. */
  lookup: string | null;
  exported: boolean;
}

/** `X=1`, `export X="…"`, `X=$(…)`: one variable and nothing else; null for any other line. */
export function readAssignment(text: string): Assignment | null {
  const bare = text.trim().replace(/^export\s+(?=[A-Za-z_]\w*=)/, '');
  const exported = bare !== text.trim();
  if (!/^[A-Za-z_]\w*=/.test(bare)) return null;
  const { script, broken, text: masked, written } = parseShell(bare);
  const assigned = broken ? null : onlyAssignment(script);
  if (!assigned) return null;
  const { name, word } = assigned;
  const pieces = readWord(word, written);
  if (pieces.every((piece) => piece.kind !== 'shell'))
    return { name, pieces, lookup: null, exported };
  const inner = lookupIn(word, masked);
  const lookup = inner === null ? null : unmask(inner, written);
  return { name, pieces: null, lookup, exported };
}

function onlyAssignment(script: ParsedScript): { name: string; word: Word } | null {
  const [statement, ...more] = script.commands;
  if (!statement || more.length > 0 || statement.background) return null;
  const { command } = statement;
  if (command.type !== 'Command' || command.name || command.redirects.length > 0) return null;
  const [part, ...others] = command.prefix;
  if (part?.type !== 'Assignment' || others.length > 0) return null;
  if (part.append || part.index || part.value.type !== 'Word') return null;
  return { name: part.name, word: part.value };
}

/** The text inside the one `$(…)` that is the whole value, quoted or not. */
function lookupIn(word: Word, masked: string): string | null {
  const [part, ...more] = word.parts ?? [];
  if (!part || more.length > 0) return null;
  const [inner, ...others] = part.type === 'DoubleQuoted' ? part.parts : [part];
  if (inner?.type !== 'CommandExpansion' || others.length > 0) return null;
  const text = masked.slice(inner.pos, inner.end);
  if (text.startsWith('$(')) return text.slice(2, -1).trim();
  return text.includes('\\') ? null : text.slice(1, -1).trim();
}

function unmask(text: string, written: string[]): string {
  return splitMasked(text, written)
    .map(({ literal, written: placeholder }) => literal + (placeholder ?? ''))
    .join('');
}
