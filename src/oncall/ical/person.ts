import type { CalendarEvent } from './event.ts';

/**
 * Whose shift an event is: that of the first attendee whose address or name is known, else of whoever
 * its title names first. Of two names at one place, the longer one counts.
 */
export function personOf(
  { attendees, summary }: Pick<CalendarEvent, 'attendees' | 'summary'>,
  people: Readonly<Record<string, string>>,
): string | null {
  const known = new Map(Object.entries(people).map(([text, person]) => [folded(text), person]));
  for (const { mail, name } of attendees) {
    const person = known.get(folded(mail)) ?? known.get(folded(name));
    if (person !== undefined) return person;
  }
  const title = folded(summary);
  const [named] = [...known.keys()]
    .map((text) => ({ text, at: placeOf(text, title) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at || b.text.length - a.text.length);
  return known.get(named?.text ?? '') ?? null;
}

/** Text of a calendar in a sentence: on one line and short. */
export function quoted(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line === '') return 'an event without a title';
  return `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`;
}

function folded(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** Where it stands in a title as whole words, or -1: `ann` is not in `anna on call`. */
function placeOf(text: string, title: string): number {
  if (text === '') return -1;
  for (let at = title.indexOf(text); at >= 0; at = title.indexOf(text, at + 1)) {
    const [before = '', after = ''] = [title[at - 1], title[at + text.length]];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return at;
  }
  return -1;
}
