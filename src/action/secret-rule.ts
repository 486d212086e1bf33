/** One way a secret gives itself away. */
export interface SecretRule {
  name: string;
  /** One of these begins every match: everything else is skipped by a single look through the text. */
  anchors: readonly string[];
  /** Anchors are found in upper and lower case alike. */
  anyCase: boolean;
  /** Tried where an anchor begins, or so far before it. A group `keep` at its start stays readable. */
  pattern: RegExp;
  /** Characters before the anchor that may belong to the match. */
  lead: { of: RegExp; most: number } | null;
  /** Reads the secret behind the match; without it the match itself is the secret. */
  value: ValueReader | null;
  accept: ((secret: string, before: string) => boolean) | null;
}

/** Where the secret that begins at `at` stands; null when there is none. */
export type ValueReader = (text: string, at: number) => { start: number; to: number } | null;

/**
 * Where a token may begin: behind whatever is no letter or digit, and behind what stands for such a
 * character in addresses and in JSON (`%20`, `\n`).
 */
const begins = String.raw`(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}|\\[nrtbf]|\\u[0-9A-Fa-f]{4}))`;

/** A format that names itself by how it begins: wherever it stands, it is a secret. */
export function token(
  name: string,
  anchors: readonly string[],
  source: string,
  more: Partial<Pick<SecretRule, 'lead' | 'accept' | 'anyCase'>> = {},
): SecretRule {
  const anyCase = more.anyCase ?? false;
  const pattern = new RegExp(begins + source, anyCase ? 'iy' : 'y');
  return { name, anchors, anyCase, pattern, lead: null, value: null, accept: null, ...more };
}

/** A secret that is known by the words before it. */
export function after(
  name: string,
  anchors: readonly string[],
  source: string,
  value: ValueReader,
  more: Partial<Pick<SecretRule, 'accept' | 'anyCase'>> = {},
): SecretRule {
  const anyCase = more.anyCase ?? true;
  const pattern = new RegExp(source, anyCase ? 'iy' : 'y');
  return { name, anchors, anyCase, pattern, lead: null, value, accept: null, ...more };
}

export function anyOf(...sources: string[]): string {
  return `(?:${sources.join('|')})`;
}
