import { cleanLine, cleanText, scalar } from './text.ts';

const maxEntries = 100;
const maxName = 128;
const maxLabel = 1000;
const maxAnnotation = 4000;

export interface ReadMap {
  map: Record<string, string>;
  /** How many entries were too many, or held something other than text. */
  dropped: number;
}

/** Reads a foreign map of labels: text, numbers and booleans survive, the rest is counted. */
export function readLabels(value: unknown): ReadMap {
  return readMap(value, (text) => cleanLine(text, maxLabel));
}

/** The same for annotations, which may be longer and may have several lines. */
export function readAnnotations(value: unknown): ReadMap {
  return readMap(value, (text) => cleanText(text, maxAnnotation));
}

function readMap(value: unknown, clean: (text: string) => string): ReadMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { map: {}, dropped: value === undefined || value === null ? 0 : 1 };
  }
  const all = Object.entries(value);
  const kept = all.slice(0, maxEntries).flatMap(([name, raw]) => {
    const text = scalar(raw);
    const cleanName = cleanLine(name, maxName);
    return text === null || cleanName === '' ? [] : [[cleanName, clean(text)] as const];
  });
  return { map: Object.fromEntries(kept), dropped: all.length - kept.length };
}
