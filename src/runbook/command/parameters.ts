import type { Argument, Parameter } from '../model.ts';
import { placeholderName } from './placeholder.ts';
import { reasons } from './reasons.ts';
import type { Piece } from './word.ts';

/** Collects the parameters of one command line and builds its arguments. */
export class Parameters {
  readonly written: string[];
  private readonly defined: ReadonlyMap<string, string | null>;
  private readonly found = new Map<string, Parameter>();

  constructor(written: string[], defined: ReadonlyMap<string, string | null>) {
    this.written = written;
    this.defined = defined;
  }

  /** The argument, or the reason why only a shell can make it. */
  argument(pieces: Piece[]): Argument | string {
    const argument: Argument = [];
    for (const piece of pieces) {
      switch (piece.kind) {
        case 'text':
          append(argument, piece.text);
          break;
        case 'placeholder':
          argument.push({ param: this.add(placeholderName(piece.written), piece.written, null) });
          break;
        case 'variable': {
          const value = piece.default ?? this.defined.get(piece.name) ?? null;
          argument.push({ param: this.add(piece.name, piece.written, value) });
          break;
        }
        case 'shell':
          return reasons[piece.what];
      }
    }
    return argument.length > 0 ? argument : [''];
  }

  list(): Parameter[] {
    return [...this.found.values()];
  }

  private add(name: string, written: string, value: string | null): string {
    let free = name;
    for (let n = 2; ; n += 1) {
      const taken = this.found.get(free);
      if (!taken) break;
      if (sameSource(taken.written, written)) return free;
      free = `${name}_${n}`;
    }
    this.found.set(free, { name: free, written, default: value, secret: isSecretName(free) });
    return free;
  }
}

export function isSecretName(name: string): boolean {
  return /secret|token|passw|passphrase|api_?key|private_?key|access_key|credential|_key$/i.test(
    name,
  );
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
