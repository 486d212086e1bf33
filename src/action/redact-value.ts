import type { SecretFinder } from './redact-find.ts';
import type { Replace } from './redact-stream.ts';

interface Tools {
  find: SecretFinder;
  replace: Replace;
  text: (text: string) => string;
}

const deepest = 60;

/** A copy with every secret taken out: of the texts, and of what stands under a name like `password`. */
export function redactValue<T>(value: T, tools: Tools): T {
  return walk(value, null, tools, 0) as T;
}

/** What is no JSON after all is treated as text. */
export function redactJson(text: string, tools: Tools): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return tools.text(text);
  }
  const redacted = JSON.stringify(redactValue(value, tools));
  // What holds no secret stays as it is, to the last blank.
  if (redacted === JSON.stringify(value)) return text;
  return `${redacted}${text.endsWith('\n') ? '\n' : ''}`;
}

/** The words of a command: `-p` tells that the next one is a secret. Each stays one word. */
export function redactWords(words: readonly string[], { find, replace }: Tools): string[] {
  const starts: number[] = [];
  let line = '';
  for (const word of words) {
    starts.push(line.length);
    line += `${word} `;
  }
  const spans = find(line);
  return words.map((word, index) => {
    const from = starts[index] ?? 0;
    let done = 0;
    let out = '';
    for (const span of spans) {
      const [start, to] = [Math.max(0, span.start - from), Math.min(word.length, span.to - from)];
      if (start >= to || start < done) continue;
      out += word.slice(done, start) + replace(word.slice(start, to), span.known);
      done = to;
    }
    return out + word.slice(done);
  });
}

function walk(value: unknown, name: string | null, tools: Tools, depth: number): unknown {
  if (typeof value === 'string') return named(value, name, tools);
  if (typeof value === 'number' || typeof value === 'bigint')
    return named(String(value), name, tools) === String(value)
      ? value
      : tools.replace(String(value));
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[too deep to look into]';
  if (Array.isArray(value)) {
    if (isCommand(value, name)) return redactWords(value, tools);
    return value.map((item) => walk(item, name, tools, depth + 1));
  }
  if (!isPlain(value)) return value;
  const pair = pairOf(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      tools.text(key),
      walk(inner, key === pair?.valueKey ? pair.name : key, tools, depth + 1),
    ]),
  );
}

/** A list of words one of which may tell of the next. */
function isCommand(value: unknown[], name: string | null): value is string[] {
  if (!value.every((word) => typeof word === 'string')) return false;
  return (name !== null && commandNames.test(name)) || value.some((word) => word.startsWith('--'));
}

const commandNames = /^(?:argv|args|arguments|cmd|command|run|entrypoint)$/i;

/** The text, and whether its field's name makes all of it a secret. */
function named(text: string, name: string | null, { find, replace, text: redact }: Tools): string {
  const redacted = redact(text);
  if (redacted !== text || name === null || text === '' || !telling.test(name)) return redacted;
  // In quotes, so that a blank does not end it; those inside would.
  const label = `${name.slice(0, 200)}="`;
  const spans = find(`${label}${text.replaceAll(/["\\\n]/g, '_')}"`);
  let out = '';
  let done = 0;
  for (const { start, to, rule } of spans) {
    // In what programs keep for themselves, a plain `key` names things.
    if (start < label.length || rule === plainKey) continue;
    out +=
      text.slice(done, start - label.length) +
      replace(text.slice(start - label.length, to - label.length));
    done = to - label.length;
  }
  return out + text.slice(done);
}

const plainKey = 'random value of a key';
const telling = /pass|pwd|secret|token|cred|key|auth|cookie|jwt|mnemonic|seed|otp|signature/i;

/** `{ name: 'DB_PASSWORD', value: '…' }`, as containers list their environment. */
function pairOf(value: object): { name: string; valueKey: string } | null {
  const entries = Object.entries(value);
  const name = entries.find(
    ([key, inner]) => /^(?:name|key)$/i.test(key) && typeof inner === 'string',
  );
  const valueKey = entries.find(([key]) => /^value$/i.test(key))?.[0];
  return name && valueKey ? { name: String(name[1]), valueKey } : null;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
