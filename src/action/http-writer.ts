import { readTemplate } from '../runbook/template.ts';
import type { HttpText, LateSource } from './run.ts';
import type { FilledPiece } from './settle.ts';

/** What people see where a secret will stand. */
const DOTS = '••••••';

type As = 'text' | 'json' | 'form';

/** Writes one text of a call, and remembers where the worker puts in what only it knows. */
export class HttpWriter {
  readonly #values: ReadonlyMap<string, FilledPiece>;
  readonly #seal: (secret: string) => string;
  #text = '';
  #late: NonNullable<HttpText['late']> = [];

  constructor(values: ReadonlyMap<string, FilledPiece>, seal: (secret: string) => string) {
    this.#values = values;
    this.#seal = seal;
  }

  /** `$NAME` is looked for in what the file says, never in a value. */
  header(template: string): this {
    return this.#fill(template, 'text', (literal) => {
      let rest = 0;
      for (const match of literal.matchAll(/\$(?:\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g)) {
        const environment = match[1] ?? match[2] ?? '';
        this.#text += literal.slice(rest, match.index);
        this.#addLate(`$${environment}`, { environment, otherwise: null }, 'text');
        rest = match.index + match[0].length;
      }
      this.#text += literal.slice(rest);
    });
  }

  form(fields: Record<string, string>): this {
    for (const [index, [name, template]] of Object.entries(fields).entries()) {
      this.#text += `${index === 0 ? '' : '&'}${encodeURIComponent(name)}=`;
      this.#fill(template, 'form', (literal) => {
        this.#text += encodeURIComponent(literal);
      });
    }
    return this;
  }

  json(value: unknown, numbers: ReadonlySet<string>): this {
    if (typeof value === 'string') {
      const number = this.#numberIn(value, numbers);
      if (number !== null) {
        this.#text += number;
        return this;
      }
      this.#text += '"';
      this.#fill(value, 'json', (literal) => {
        this.#text += inJson(literal);
      });
      this.#text += '"';
    } else if (Array.isArray(value)) {
      this.#text += '[';
      for (const [index, one] of value.entries()) {
        if (index > 0) this.#text += ',';
        this.json(one, numbers);
      }
      this.#text += ']';
    } else if (typeof value === 'object' && value !== null) {
      this.#text += '{';
      for (const [index, [key, one]] of Object.entries(value).entries()) {
        this.#text += `${index === 0 ? '' : ','}${JSON.stringify(key)}:`;
        this.json(one, numbers);
      }
      this.#text += '}';
    } else this.#text += JSON.stringify(value) ?? 'null';
    return this;
  }

  done(): HttpText {
    return { text: this.#text, ...(this.#late.length > 0 && { late: this.#late }) };
  }

  /** The one parameter that the text is; a number with a zero in front would be no JSON. */
  #numberIn(text: string, numbers: ReadonlySet<string>): string | null {
    const [piece, ...more] = readTemplate(text);
    if (more.length > 0 || typeof piece !== 'object' || !numbers.has(piece.param)) return null;
    const value = this.#values.get(piece.param)?.text ?? '';
    return /^\d/.test(value) ? JSON.stringify(Number(value)) : null;
  }

  #fill(template: string, as: As, literal: (text: string) => void): this {
    for (const piece of readTemplate(template)) {
      if (typeof piece === 'string') literal(piece);
      else this.#value(piece.param, as);
    }
    return this;
  }

  #value(name: string, as: As): void {
    const piece = this.#values.get(name);
    if (piece?.from === 'secret') this.#addLate(DOTS, { sealed: this.#seal(piece.text) }, as);
    else this.#text += asWritten(piece?.text ?? '', as);
  }

  #addLate(shown: string, from: LateSource, as: As): void {
    this.#late.push({ at: this.#text.length, length: shown.length, from, as });
    this.#text += shown;
  }
}

/** A value as it stands in its place: it stays one value, whatever it holds. */
export function asWritten(value: string, as: As): string {
  switch (as) {
    case 'text':
      return value;
    case 'form':
      return encodeURIComponent(value);
    case 'json':
      return inJson(value);
  }
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
