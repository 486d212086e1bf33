/** `HighErrorRate`, "High Error Rate" and `high_error_rate` fold to one key. */
export function fold(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Words of a name, `HighErrorRate` too. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
}

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
