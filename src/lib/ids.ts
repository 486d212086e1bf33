import { createHash, randomBytes } from 'node:crypto';

/** A random id of 16 lower-case characters, safe in job ids, channel names and button values. */
export function newId(): string {
  return randomBytes(10).toString('hex').slice(0, 16);
}

/** The first 16 hex digits of a SHA-256 over the JSON of `value`: equal values, equal digests. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
