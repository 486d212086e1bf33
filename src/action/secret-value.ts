import type { ValueReader } from './secret-rule.ts';

/**
 * The value behind `password=` and its like: in quotes of any kind, a block of YAML, or a bare word.
 * Quotes stay where they are, so that JSON is still JSON when the secret is gone.
 */
export const assigned: ValueReader = (text, at) =>
  quoted(text, at) ?? block(text, at) ?? (isCount(text, at) ? null : bare(text, at, endOfBare));

/** One word, whatever is in it: after a flag, and in the environment, where nothing but a blank ends it. */
export const word: ValueReader = (text, at) => quoted(text, at) ?? bare(text, at, endOfWord);

/** As in a query string that was encoded once more. */
export const encoded: ValueReader = (text, at) => bare(text, at, endOfEncoded);

/** What an element of XML holds, up to its end. */
export const element: ValueReader = (text, at) => {
  const found = bare(text, at, endOfElement);
  return found !== null && /^(?:<\/|\]\]>)/.test(text.slice(found.to, found.to + 3)) ? found : null;
};

/** All of a line, or of what stands in quotes around it. */
export const line: ValueReader = (text, at) => bare(text, at, endOfLine);

const count = /\d{1,9} (?:bytes|chars|characters|seconds|minutes|hours|days)\b/y;

/** `password:  16 bytes`, as `kubectl describe secret` says it. */
function isCount(text: string, at: number): boolean {
  count.lastIndex = at;
  return count.test(text);
}

const field = /[ \t]*[\w-]{1,40}=(?:\\*"[^"\n]{0,400}"|[^\s,"']{1,400}),?/y;

/** `username="bob", response=…`: one field after the other. */
export const fields: ValueReader = (text, at) => {
  let to = at;
  for (let count = 0; count < 30; count += 1) {
    field.lastIndex = to;
    if (!field.test(text)) break;
    to = field.lastIndex;
  }
  return to > at ? { start: at, to } : null;
};

/** One cookie: up to the semicolon. */
export const cookie: ValueReader = (text, at) => bare(text, at, endOfCookie);

const endOfBare = /[\s"'`,;&<>]|\\[nrtbfu"'\\]|%2[26]|%7D|$/gi;
const endOfWord = /["'`\s]|\\[nrt"]|$/g;
const endOfEncoded = /%2[26C]|%7D|[\s"'`\\,;&<>]|$/gi;
const endOfElement = /[<\n]|\]\]>|$/g;
const endOfLine = /["'`\r\n]|\\[nr"]|$/g;
const endOfCookie = /[;"'\r\n]|\\[nr"]|$/g;

/** Brackets and full stops that close what the value stands in, and are no part of it. */
const closing = /[)\]}>.:!?]{1,8}$/;

function bare(text: string, start: number, ends: RegExp): ReturnType<ValueReader> {
  ends.lastIndex = start;
  const found = ends.exec(text)?.index ?? text.length;
  const tail = closing.exec(text.slice(Math.max(start, found - 8), found))?.[0].length ?? 0;
  // A value is not shortened to next to nothing.
  const to = found - start - tail >= 3 ? found - tail : found;
  return to > start ? { start, to } : null;
}

const quote = /(\\{0,7})(?:"""|'''|["'`])/y;

function quoted(text: string, at: number): ReturnType<ValueReader> {
  quote.lastIndex = at;
  const match = quote.exec(text);
  if (!match) return null;
  const start = at + match[0].length;
  const escapes = match[1]?.length ?? 0;
  const mark = match[0].slice(escapes);
  const to = endOfQuoted(text, start, mark, escapes);
  return to > start ? { start, to } : null;
}

/** The closing quote that is escaped as often as the first one was, or the end of the line. */
function endOfQuoted(text: string, start: number, mark: string, escapes: number): number {
  let slashes = 0;
  for (let at = start; at < text.length; at += 1) {
    const here = text.charCodeAt(at);
    if (here === newline && mark.length === 1) return at;
    if (here === mark.charCodeAt(0) && text.startsWith(mark, at)) {
      if (mark === "'" && goesOn(text, at)) at += text.charCodeAt(at + 1) === here ? 1 : 3;
      // With one backslash before the first quote, three of them stand before a quote in the value.
      else if (slashes < escapes || slashes % (2 * escapes + 2) === escapes)
        return at - Math.min(slashes, escapes);
    }
    slashes = here === backslash ? slashes + 1 : 0;
  }
  return text.length;
}

/** A quote inside single quotes: doubled, as in SQL, or as a shell writes it. */
function goesOn(text: string, at: number): boolean {
  return text.startsWith("''", at) || text.startsWith("'\\''", at);
}

const backslash = 92;
const newline = 10;

const blockHead = /[|>][+-]?[0-9]?[ \t]*\r?\n(?<indent>[ \t]+)(?=\S)/y;

/** `password: |` and the deeper lines below it. */
function block(text: string, at: number): ReturnType<ValueReader> {
  blockHead.lastIndex = at;
  const head = blockHead.exec(text);
  if (!head) return null;
  const indent = head.groups?.indent ?? '';
  const start = at + head[0].length;
  let to = lineEnd(text, start);
  while (text.startsWith(indent, to + 1)) to = lineEnd(text, to + 1 + indent.length);
  return { start, to };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
