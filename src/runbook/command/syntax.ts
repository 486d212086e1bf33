import { type ParsedScript, parse } from 'unbash';
import { maskPlaceholders } from './placeholder.ts';

/** Longer input is not a command line that anybody pastes; it also bounds the parser's work. */
const MAX_COMMAND = 20_000;

export interface Parsed {
  script: ParsedScript;
  /** What `script` was read from: placeholders masked. */
  text: string;
  written: string[];
  broken: boolean;
}

/** A line is read several times on its way to a step: whether it is whole, what it is, what it does. */
const lately = new Map<string, Parsed>();
const LATELY = 64;

/** unbash: typed syntax tree, synchronous, with an error list; sh-syntax would start a WASM module. */
export function parseShell(text: string): Parsed {
  const known = lately.get(text);
  if (known) return known;
  const parsed = parseNow(text);
  if (lately.size >= LATELY) lately.clear();
  lately.set(text, parsed);
  return parsed;
}

function parseNow(text: string): Parsed {
  const masked = maskPlaceholders(text.slice(0, MAX_COMMAND));
  const script = parse(masked.text);
  const broken = text.length > MAX_COMMAND || (script.errors ?? []).length > 0;
  return { script, text: masked.text, written: masked.written, broken };
}

/** Whether a shell would run `text` now instead of asking for another line. */
export function isComplete(text: string): boolean {
  if (/(?<!\\)(?:\\\\)*\\$/.test(text)) return false;
  return !parseShell(text).broken && !hasOpenHeredoc(text);
}

function hasOpenHeredoc(text: string): boolean {
  for (const match of text.matchAll(/(?<![<$(])<<-?\s*(["']?)([A-Za-z_][\w-]*)\1/g)) {
    const below = text.slice(match.index).split('\n').slice(1);
    if (!below.some((line) => line.trim() === match[2])) return true;
  }
  return false;
}
