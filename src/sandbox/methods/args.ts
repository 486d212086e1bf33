import { SlackError } from '../slack-error.ts';

/** The arguments of one call, whether they came as a form, as JSON or in the address. */
export class Args {
  readonly #values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  /** For the log; a token never goes there. */
  all(): Record<string, unknown> {
    const { token: _token, ...rest } = this.#values;
    return rest;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  /** Refuses an empty value as well: Slack does not tell the two apart. */
  needed(name: string): string {
    const value = this.text(name);
    if (value) return value;
    throw new SlackError('invalid_arguments', {
      response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
    });
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.text(name)?.toLowerCase() ?? '');
  }

  count(name: string, fallback: number, max: number): number {
    const text = this.text(name);
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0) throw new SlackError('invalid_limit');
    return Math.min(value || fallback, max);
  }

  /** A structure; inside a form it is a string of JSON. */
  json(name: string, error: string): unknown {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw new SlackError(error);
    }
  }

  /** The same arguments with one under another name. */
  renamed(from: string, to: string): Args {
    return new Args({ ...this.#values, [to]: this.#values[from] });
  }

  /** `a,b,c` or a list. */
  names(name: string): string[] {
    const value = this.#values[name];
    const parts = Array.isArray(value) ? value.map(String) : (this.text(name) ?? '').split(',');
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }
}
