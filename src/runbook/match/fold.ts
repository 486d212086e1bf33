/** `HighErrorRate`, "High Error Rate" and `high_error_rate` fold to one key. */
export function fold(name: string): string {
  if (!foreign.test(name)) return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Words of a name, `HighErrorRate` too. */
export function wordsOf(text: string): string[] {
  const parted = humps.test(text)
    ? text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    : text;
  return parted.toLowerCase().match(foreign.test(parted) ? anyWord : plainWord) ?? [];
}

const humps = /[a-z0-9][A-Z]|[A-Z]{2}[a-z]/;
// Most text is plain, and to ask of each letter what it is to Unicode takes three times as long.
const foreign = /[^\0-\x7F]/;
const plainWord = /[a-z0-9]+/g;
const anyWord = /[\p{L}\p{N}]+/gu;

/** A heading's anchor as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** A title without "Issue:", "Scenario:", "Alert:". */
export function situation(title: string): string {
  return title
    .replace(/^(?:issue|scenario|problem|error|alert|incident)\s*:\s*/i, '')
    .replace(/\s*\([^)]*\)\s*$/, '');
}
