import { createSecretFinder, type SecretFinder } from './redact-find.ts';
import { type Mark, markOf } from './redact-mark.ts';
import { RedactStream, type Replace } from './redact-stream.ts';
import { redactJson, redactValue, redactWords } from './redact-value.ts';

/** Takes out secrets by their shape, by the words before them, and the values that it was given. */
export interface Redactor {
  text(text: string): string;
  find: SecretFinder;
  /** What takes the place of a secret. */
  replace: Replace;
  /** Every text in a value of any shape; names of fields count as words before them. */
  value<T>(value: T): T;
  /** Text that is JSON, and stays it. */
  json(text: string): string;
  /** The words of one command line, each still one word. */
  words(words: readonly string[]): string[];
  /** The same as `text`, for text that arrives in pieces. */
  stream(): RedactStream;
  /** One that knows these values too. */
  with(values: readonly string[]): Redactor;
}

export interface RedactorOptions {
  values?: readonly string[];
  /** Without it all marks are alike. */
  mark?: Mark | null;
}

/** Held by many, and told while they hold it what else is secret. */
export interface LiveRedactor extends Redactor {
  learn(options: RedactorOptions): void;
}

export function liveRedactor(values: readonly string[] = []): LiveRedactor {
  let known: RedactorOptions = { values };
  let now = createRedactor(known);
  return {
    text: (text) => now.text(text),
    find: (text) => now.find(text),
    replace: (secret, known) => now.replace(secret, known),
    value: (value) => now.value(value),
    json: (text) => now.json(text),
    words: (words) => now.words(words),
    stream: () => now.stream(),
    with: (more) => now.with(more),
    learn: (options) => {
      known = { ...known, ...options };
      now = createRedactor(known);
    },
  };
}

export function createRedactor({ values = [], mark = null }: RedactorOptions = {}): Redactor {
  const find = createSecretFinder(values);
  const replace = (secret: string, known?: string) => markOf(secret, mark, known);

  function text(given: string): string {
    // Next to all that is written is short and innocent.
    if (given.length < 4096 && find(given).length === 0) return given;
    const stream = new RedactStream(find, replace);
    return stream.push(given) + stream.end();
  }

  const tools = { find, replace, text };
  return {
    ...tools,
    value: (value) => redactValue(value, tools),
    json: (given) => redactJson(given, tools),
    words: (words) => redactWords(words, tools),
    stream: () => new RedactStream(find, replace),
    with: (more) => createRedactor({ values: [...values, ...more], mark }),
  };
}
