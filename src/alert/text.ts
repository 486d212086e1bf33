/** Foreign text on one line: no control or direction-changing characters, no lone surrogates, at most `max` code points. */
export function cleanLine(text: string, max: number): string {
  const line = head(text, max).replace(unsafe, ' ').replace(/\s+/g, ' ').trim();
  return cut(line, max);
}

/** The same, with line breaks and tabs kept. */
export function cleanText(text: string, max: number): string {
  const lines = head(text, max).replace(/\r\n?/g, '\n').replace(unsafeInLines, '').trim();
  return cut(lines, max);
}

/** Strings, numbers and booleans as text; null for everything else, so that no foreign object is ever walked. */
export function scalar(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return null;
}

/** The first of these values that is text with something in it, on one line. */
export function firstLine(values: unknown[], max: number): string | null {
  for (const value of values) {
    const line = cleanLine(scalar(value) ?? '', max);
    if (line !== '') return line;
  }
  return null;
}

/** An address that is safe to show as a link; null for any other scheme, and for relative ones. */
export function webAddress(values: unknown[]): string | null {
  for (const value of values) {
    if (typeof value !== 'string' || value.length > 2048) continue;
    if (/^https?:\/\//i.test(value) && URL.canParse(value)) return new URL(value).href;
  }
  return null;
}

// PostgreSQL refuses NUL in text and lone surrogates in JSON; the bidi controls can disguise a title.
const unsafe = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const unsafeInLines = /(?![\n\t])[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Enough of the text to cut later; keeps the regular expressions away from a megabyte. */
function head(text: string, max: number): string {
  return text.length > max * 4 ? text.slice(0, max * 4) : text;
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = [...text];
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`;
}
