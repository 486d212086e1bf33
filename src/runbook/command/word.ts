import type { Word, WordPart } from 'unbash';
import type { DateText } from '../model.ts';
import { splitCaps } from './caps.ts';
import { readDateCommand } from './date-command.ts';
import { splitMasked } from './placeholder.ts';

/** One shell word, taken apart into literal text, variables and what only a shell can expand. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'placeholder'; written: string }
  | { kind: 'variable'; name: string; written: string; default: string | null }
  | { kind: 'date'; date: DateText }
  | { kind: 'shell'; what: ShellOnly };

export const shellOnly = ['substitution', 'pattern', 'expansion', 'home', 'process'] as const;
export type ShellOnly = (typeof shellOnly)[number];

/** With `caps`, words in capitals outside of quotes are placeholders where they look like one. */
export function readWord(word: Word, written: string[], caps = false): Piece[] {
  const home: Piece[] = /^~(?:$|\/|[a-z])/.test(word.text) ? [{ kind: 'shell', what: 'home' }] : [];
  const bare = caps && !word.text.startsWith("'") && !word.text.startsWith('"');
  if (!word.parts) {
    const pieces = plain(word.value, written);
    return [...home, ...(bare ? withCaps(pieces) : pieces)];
  }
  return [
    ...home,
    ...word.parts.flatMap((part) => {
      // No file is called so: a shell leaves the marks of an address as they are.
      if (part.type === 'Glob' && address.test(word.value)) return plain(part.text, written);
      const pieces = readPart(part, written);
      return bare && part.type === 'Literal' ? withCaps(pieces) : pieces;
    }),
  ];
}

const address = /^(?:https?:\/\/|localhost[:/]|[\w.-]+:\d+\/)[^\s[\]{}]*$/;

function withCaps(pieces: Piece[]): Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    if (piece.kind !== 'text') return [piece];
    return splitCaps(piece.text).map(({ text, placeholder }) =>
      placeholder ? { kind: 'placeholder', written: text } : { kind: 'text', text },
    );
  });
}

function readPart(part: WordPart, written: string[]): Piece[] {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return plain(part.value, written);
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.flatMap((inner) => readPart(inner, written));
    case 'SimpleExpansion':
      return [variable(part.text.slice(1), part.text, null)];
    case 'ParameterExpansion': {
      const { operation } = part;
      if (part.prefix || part.index) return [{ kind: 'shell', what: 'expansion' }];
      if (!operation) return [variable(part.parameter, part.text, null)];
      const plainDefault =
        operation.type === 'Default' &&
        (operation.operator === ':-' || operation.operator === '-') &&
        !operation.operand.parts;
      if (!plainDefault) return [{ kind: 'shell', what: 'expansion' }];
      return [variable(part.parameter, part.text, operation.operand.value)];
    }
    case 'CommandExpansion': {
      const date = readDateCommand(part.script);
      return [date ? { kind: 'date', date } : { kind: 'shell', what: 'substitution' }];
    }
    case 'ProcessSubstitution':
      return [{ kind: 'shell', what: 'process' }];
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return [{ kind: 'shell', what: 'pattern' }];
    case 'ArithmeticExpansion':
      return [{ kind: 'shell', what: 'expansion' }];
  }
}

function plain(value: string, written: string[]): Piece[] {
  return splitMasked(value, written).flatMap((piece): Piece[] => [
    ...(piece.literal === '' ? [] : [{ kind: 'text', text: piece.literal } as const]),
    ...(piece.written === null ? [] : [{ kind: 'placeholder', written: piece.written } as const]),
  ]);
}

/** `$1`, `$?`, `$$` mean something only inside a running shell. */
function variable(name: string, written: string, fallback: string | null): Piece {
  if (!/^[A-Za-z_]\w*$/.test(name)) return { kind: 'shell', what: 'expansion' };
  return { kind: 'variable', name, written, default: fallback };
}
