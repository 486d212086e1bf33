import type { Word, WordPart } from 'unbash';
import { splitMasked } from './placeholder.ts';

/** One shell word, taken apart into literal text, variables and what only a shell can expand. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'placeholder'; written: string }
  | { kind: 'variable'; name: string; written: string; default: string | null }
  | { kind: 'shell'; what: ShellOnly };

export const shellOnly = ['substitution', 'pattern', 'expansion', 'home', 'process'] as const;
export type ShellOnly = (typeof shellOnly)[number];

export function readWord(word: Word, written: string[]): Piece[] {
  const home: Piece[] = /^~(?:$|\/|[a-z])/.test(word.text) ? [{ kind: 'shell', what: 'home' }] : [];
  if (!word.parts) return [...home, ...plain(word.value, written)];
  return [...home, ...word.parts.flatMap((part) => readPart(part, written))];
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
    case 'CommandExpansion':
      return [{ kind: 'shell', what: 'substitution' }];
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
