import { assignmentRules } from './secret-assignments.ts';
import { type SecretRule, tokenRules } from './secret-rules.ts';

/** Where a secret stands. `from` to `to` is all that told it; only `start` to `to` is taken out. */
export interface SecretSpan {
  from: number;
  start: number;
  to: number;
}

export type SecretFinder = (text: string) => SecretSpan[];

const mark = '[redacted]';
/** Shorter values are in too many innocent words to be taken out of them. */
const shortestValue = 4;

/** Takes out secrets by their shape, by the word before them, and the values given. */
export function createRedactor(secretValues: string[]): (text: string) => string {
  const find = createSecretFinder(secretValues);
  return (text) => redactSpans(text, find(text));
}

/** The spans of all secrets in order, merged where they touch. */
export function createSecretFinder(secretValues: string[]): SecretFinder {
  const values = knownForms(secretValues);
  return (text) =>
    merge([
      ...values.flatMap((value) => findValue(text, value)),
      ...[...tokenRules, ...assignmentRules].flatMap((rule) => findRule(text, rule)),
    ]);
}

export function redactSpans(text: string, spans: SecretSpan[]): string {
  let end = 0;
  let out = '';
  for (const span of spans) {
    out += text.slice(end, span.start) + mark;
    end = span.to;
  }
  return out + text.slice(end);
}

/** A value may be printed as it is, URL-encoded, inside JSON, or in base64; the longest goes first. */
function knownForms(values: string[]): string[] {
  const forms = values
    .map((value) => Buffer.from(value.trim()))
    .filter((bytes) => bytes.length >= shortestValue)
    .flatMap((bytes) => [
      bytes.toString(),
      encodeURIComponent(bytes.toString()),
      JSON.stringify(bytes.toString()).slice(1, -1),
      bytes.toString('base64'),
      bytes.toString('base64').replace(/={1,2}$/, ''),
    ]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function findValue(text: string, value: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    spans.push({ from: at, start: at, to: at + value.length });
  }
  return spans;
}

function findRule(text: string, rule: SecretRule): SecretSpan[] {
  if (rule.hints.length > 0 && !rule.hints.some((hint) => text.includes(hint))) return [];
  return Array.from(text.matchAll(rule.pattern), (match) => ({
    from: match.index,
    start: match.index + (match.groups?.keep?.length ?? 0),
    to: match.index + match[0].length,
  }));
}

function merge(spans: SecretSpan[]): SecretSpan[] {
  const merged: SecretSpan[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.to - a.to)) {
    const last = merged.at(-1);
    if (last && span.start < last.to) {
      last.to = Math.max(last.to, span.to);
      last.from = Math.min(last.from, span.from);
    } else merged.push({ ...span });
  }
  return merged;
}
