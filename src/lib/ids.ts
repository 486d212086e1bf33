import { hash, randomBytes } from 'node:crypto';

/** A random id of 16 lower-case characters, safe in job ids, channel names and button values. */
export function newId(): string {
  return randomBytes(10).toString('hex').slice(0, 16);
}

/** The first 16 hex digits of a SHA-256 over the JSON of `value`: equal values, equal digests. */
export function digest(value: unknown): string {
  return sha256(JSON.stringify(value)).slice(0, 16);
}

/** As 64 lower-case hex digits, of the text's UTF-8. */
export function sha256(text: string): string {
  return hash('sha256', text);
}
