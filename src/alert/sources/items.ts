import type { Alert } from '../types.ts';

export type Read = { alerts: Alert[]; notes: string[] } | { problem: string };

/** Reads one item of a payload, or says why it cannot; what it lost on the way goes to `note`. */
export type ItemReader = (
  item: unknown,
  note: (text: string) => void,
) => Alert | { dropped: string };

const maxAlerts = 1000;
const maxNotes = 10;

/** Reads every item on its own, so that a bad one costs itself and not its neighbours. */
export function readItems(items: unknown[], read: ItemReader, expected: string): Read {
  const notes = new Map<string, number>();
  const note = (text: string) => notes.set(text, (notes.get(text) ?? 0) + 1);
  const alerts = new Map<string, Alert>();
  for (const [index, item] of items.slice(0, maxAlerts).entries()) {
    const alert = read(item, note);
    if ('dropped' in alert) note(`alert ${index + 1} was left out: ${alert.dropped}`);
    else alerts.set(JSON.stringify([alert.status, alert.key]), alert);
  }
  const [why] = notes.keys();
  if (alerts.size === 0)
    return { problem: why ? `${expected}; ${why}` : `${expected}; none is in it` };
  if (items.length > maxAlerts) {
    note(`${items.length} alerts came in one payload: the first ${maxAlerts} were taken`);
  }
  return { alerts: [...alerts.values()], notes: summarise(notes) };
}

function summarise(notes: Map<string, number>): string[] {
  const lines = [...notes].map(([text, count]) => (count > 1 ? `${text} (${count} times)` : text));
  if (lines.length <= maxNotes) return lines;
  // The last one may say that the payload was cut, which nobody should miss.
  const left = lines.length - maxNotes;
  return [...lines.slice(0, maxNotes - 1), `${left} more notes like these`, ...lines.slice(-1)];
}
