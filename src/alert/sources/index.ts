import { readAlertmanager } from './alertmanager.ts';
import { readGeneric } from './generic.ts';
import type { Read } from './items.ts';

const readers = new Map<string, (body: unknown) => Read>([
  ['alertmanager', readAlertmanager],
  ['generic', readGeneric],
]);

/** The senders we can read, as they stand in a hook's address. */
export const sourceNames: readonly string[] = [...readers.keys()];

/**
 * Turns a sender's payload into alerts in normal form. `notes` say what was dropped or guessed;
 * `problem` says in one line what was expected, when nothing in the payload is an alert.
 */
export function readAlerts(source: string, body: unknown): Read {
  const read = readers.get(source);
  if (!read) return { problem: `unknown source; known are ${sourceNames.join(', ')}` };
  return read(body);
}
