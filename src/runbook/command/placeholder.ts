/** Private-use characters around an index stand in for a placeholder while the shell grammar reads the line. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
export const UNKNOWN = OPEN;

export interface Masked {
  text: string;
  /** The placeholders as written, by index. */
  written: string[];
}

/** Bash would read `<name>` as two redirections, so placeholders are hidden before parsing. */
export function maskPlaceholders(text: string): Masked {
  const written: string[] = [];
  if (!mayHold.test(text)) return { text, written };
  const keep = (match: string): string => {
    const known = written.indexOf(match);
    return `${OPEN}${known >= 0 ? known : written.push(match) - 1}${CLOSE}`;
  };
  let masked = text.replace(/[\uE000\uE001]/g, '\uFFFD');
  for (const form of forms) masked = masked.replace(form, keep);
  if (masked.includes('[')) masked = maskSquare(masked, keep);
  return { text: masked, written };
}

/** `[pod-name]` as a word of its own or a part of a path; in quotes it is a pattern. */
function maskSquare(text: string, keep: (match: string) => string): string {
  return text.replace(square, (match, inner: string, at: number) => {
    if (isOption.test(inner) || inQuotes(text.slice(0, at))) return match;
    return keep(match);
  });
}

const square =
  /(?<=[\s/=:@.-])\[([A-Za-z][A-Za-z0-9]*(?:[ _.-][A-Za-z0-9]+){0,5}|[a-z]\w*(?:\|[\w-]+)+)\](?=$|[\s/:.,;|&)])/g;
/** Words of a usage line, and character ranges: `[options]`, `[a-z]`. */
const isOption = /^(?:options?|flags?|args?|arguments?|command|..?|.-.*)$/i;

function inQuotes(before: string): boolean {
  let open = '';
  for (const character of before.replaceAll(/\\./gs, '')) {
    if (open === '') open = character === "'" || character === '"' ? character : '';
    else if (character === open) open = '';
  }
  return open !== '';
}

export interface MaskedPiece {
  literal: string;
  /** The placeholder that follows `literal`, or null at the end. */
  written: string | null;
}

export function splitMasked(value: string, written: string[]): MaskedPiece[] {
  const pieces: MaskedPiece[] = [];
  let rest = 0;
  for (const match of value.matchAll(/\uE000(\d+)\uE001/g)) {
    pieces.push({
      literal: value.slice(rest, match.index),
      written: written[Number(match[1])] ?? null,
    });
    rest = match.index + match[0].length;
  }
  pieces.push({ literal: value.slice(rest), written: null });
  return pieces;
}

/** `<previous-version>` becomes `previous_version`, `YOUR_TOKEN` `token`. */
export function placeholderName(written: string): string {
  if (/^[xX.]+$/.test(written)) return written.split('.').length === 4 ? 'ip' : 'value';
  if (/^v[xX.]+$/.test(written)) return 'version';
  if (written.includes('|')) return 'choice';
  const name = written
    .replace(/^(?:YOUR|your)[_-]/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  return name === '' ? 'value' : name.slice(0, 60);
}

/** Most lines hold none, and each form is a search of its own. */
const mayHold = /[<{[\uE000\uE001]|YOUR|your|YYYY|[xX]\.[xX]|\.[xX]|[xX]{2}/;

/** Order matters: a form must not be found inside one that is already masked. */
const forms = [
  // A space after `<` is a redirection; one inside the angle brackets is not.
  /(?<![<\w])<[A-Za-z][\w ./|:'-]{0,58}>|(?<=[\w/=:.@-])<[A-Za-z][\w ./|:-]{0,58}>/g,
  // A leading dot or a keyword is a Go template (`docker ps --format '{{.Names}}'`).
  /\{\{\s*(?!(?:end|else|range|if|with|block|define|template|json)\b)[A-Za-z_][\w.-]{0,60}\s*\}\}/g,
  // Not after `$`, and without comma, dots or quotes: `${X}`, `{a,b}` and jsonpath stay what they are.
  /(?<![$\w{'"])\{[A-Za-z][A-Za-z_-]{1,40}\}(?!['"}])|(?<=[\w./])(?<!\$)\{[A-Za-z][A-Za-z_-]{1,40}\}/g,
  /(?<![$\w{'"])\{[a-z]\w*(?:\|[\w-]+)+\}(?!['"}])/g,
  /\bYOUR[_-][A-Z0-9][A-Z0-9_-]*[A-Z0-9]\b|\byour[-_][a-z0-9][a-z0-9_-]*[a-z0-9]\b/g,
  /YYYY[-_]?MM[-_]?DD(?:[-_T]?HH[-_:]?MM(?:[-_:]?SS)?)?/g,
  /(?<![\w.-])v?(?:[xX]{2,3}\.[xX]{2,3}|[xX]{1,3}(?:\.[xX]{1,3}){2,3})(?![\w.-])|(?<=\d\.)[xX]{1,3}(?:\.[xX]{1,3}){0,2}(?![\w.-])/g,
];
