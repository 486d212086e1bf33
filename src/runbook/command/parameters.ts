import type { Argument, Parameter } from '../model.ts';
import { labelsFor, type Position } from './alert-labels.ts';
import type { Defined } from './defined.ts';
import { typeOf } from './parameter-type.ts';
import { placeholderName } from './placeholder.ts';
import { reasons } from './reasons.ts';
import type { Piece } from './word.ts';

/** A variable may be made of others; a circle of them must end. */
const MAX_DEPTH = 4;

/** Collects the parameters of one command line and builds its arguments. */
export class Parameters {
  readonly written: string[];
  private readonly defined: Defined;
  private readonly found = new Map<string, Parameter>();

  constructor(written: string[], defined: Defined) {
    this.written = written;
    this.defined = defined;
  }

  /** The argument, or the reason why only a shell can make it. */
  argument(pieces: Piece[], before: string[] = []): Argument | string {
    const argument: Argument = [];
    const problem = this.fill(argument, pieces, before, 0);
    if (problem) return problem;
    return argument.length > 0 ? argument : [''];
  }

  list(): Parameter[] {
    return [...this.found.values()];
  }

  private fill(to: Argument, pieces: Piece[], before: string[], depth: number): string | null {
    for (const piece of pieces) {
      switch (piece.kind) {
        case 'text':
          append(to, piece.text);
          break;
        case 'date':
          to.push({ date: piece.date });
          break;
        case 'placeholder': {
          const name = placeholderName(piece.written);
          const given = {
            name,
            written: piece.written,
            default: null,
            secret: isSecretValue(name),
          };
          to.push({ param: this.add(given, { before, head: headOf(to) }) });
          break;
        }
        case 'variable': {
          const problem = this.variable(to, piece, before, depth);
          if (problem) return problem;
          break;
        }
        case 'shell':
          return reasons[piece.what];
      }
    }
    return null;
  }

  private variable(
    to: Argument,
    piece: Extract<Piece, { kind: 'variable' }>,
    before: string[],
    depth: number,
  ): string | null {
    const { name } = piece;
    const definition = this.defined.get(name);
    const made = definition?.pieces ?? [];
    const [only, ...more] = made;
    const plain = made.length > 0 && made.every(({ kind }) => kind === 'text');
    const asked = only?.kind === 'placeholder' && more.length === 0;
    if (made.length > 0 && !plain && !asked && depth < MAX_DEPTH) {
      return this.fill(to, made, before, depth + 1);
    }
    const text = plain ? made.map((one) => (one.kind === 'text' ? one.text : '')).join('') : null;
    const value = piece.default ?? (text !== null && !standIn.test(text) ? text : null);
    const written = asked && only ? only.written : piece.written;
    const secret = isSecretValue(name) || (definition?.secret ?? false);
    const own = { name, written, default: value === '' ? null : value, secret };
    const environment = definition === undefined ? { environment: name } : {};
    to.push({ param: this.add({ ...own, ...environment }, { before, head: headOf(to) }) });
    return null;
  }

  private add(given: Parameter, position: Position): string {
    let free = given.name;
    for (let n = 2; ; n += 1) {
      const taken = this.found.get(free);
      if (!taken) break;
      if (sameSource(taken.written, given.written)) return free;
      free = `${given.name}_${n}`;
    }
    const type = typeOf(given.name, given.written);
    const labels = given.secret ? [] : labelsFor(given.name, position);
    this.found.set(free, {
      ...given,
      name: free,
      ...(type.kind !== 'text' && { type }),
      ...(labels.length > 0 && { labels }),
    });
    return free;
  }
}

/** `secret_name` is the name of one. */
export function isSecretValue(name: string): boolean {
  return isSecretName(name) && !/(?:^|_)(?:name|file|path|arn)$/i.test(name);
}

export function isSecretName(name: string): boolean {
  return /secret|token|passw|passphrase|api_?key|private_?key|access_key|credential|_key$/i.test(
    name,
  );
}

/** Values that are themselves a stand-in: `X=XXX`. */
const standIn = /^$|^<.*>$|^\[.*\]$|\b(?:XXX|YOUR[_-])/;

/** The literal text that an argument has so far; nothing once a parameter is in it. */
function headOf(argument: Argument): string {
  const [first, ...more] = argument;
  return typeof first === 'string' && more.length === 0 ? first : argument.length > 0 ? '?' : '';
}

/** `$X`, `${X}` and `${X:-y}` are one variable. */
function sameSource(a: string, b: string): boolean {
  const bare = (text: string) => text.replace(/^\$\{?(\w+).*$/s, '$1');
  return a === b || (a.startsWith('$') && b.startsWith('$') && bare(a) === bare(b));
}

function append(argument: Argument, text: string): void {
  const last = argument.at(-1);
  if (typeof last === 'string') argument[argument.length - 1] = last + text;
  else argument.push(text);
}
