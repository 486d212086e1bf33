import type { Argument, Pipeline, Stage } from '../model.ts';
import { bareStart, wordsOf } from './endless.ts';

/** Reads a line that runs as it is, without anything to be asked for; else null. */
export type ReadPlain = (text: string) => Pipeline | null;

/** What `watch` would run again and again, to be run once; null where it is no `watch`. */
export function watched(stage: Stage, read: ReadPlain): Pipeline | null {
  const words = wordsOf(stage);
  const start = bareStart(words);
  if (words[start] !== 'watch') return null;
  let at = start + 1;
  while (words[at]?.startsWith('-')) at += takesValue.test(words[at] ?? '') ? 2 : 1;
  const inner = stage.argv.slice(at);
  if (inner.length === 0) return null;
  const outer = stage.argv.slice(0, start);
  const plain = words.slice(at).every((word) => /^[\w@%+=:,./?-]+$/.test(word));
  if (plain) return [{ ...stage, argv: [...outer, ...inner] }];
  return outer.length > 0 ? null : insideQuotes(stage, inner, read);
}

/** `watch "a | b"` hands its words to a shell, so they are read as one command line. */
function insideQuotes(stage: Stage, inner: Argument[], read: ReadPlain): Pipeline | null {
  const texts = inner.map((argument) => (argument.length === 1 ? argument[0] : null));
  if (!texts.every((text) => typeof text === 'string')) return null;
  const stages = read(texts.join(' '));
  return stages?.map((one) => ({ ...one, env: { ...stage.env, ...one.env } })) ?? null;
}

const takesValue = /^(?:-n|--interval|-q|--equexit)$/;
