import { DAY } from '../../lib/duration.ts';
import type { PersonSpan } from '../rotation.ts';
import { clip, type Span } from '../spans.ts';
import { laterInstantOf, type Wall } from '../wall-clock.ts';
import type { CalendarEvent } from './event.ts';
import { occurrences } from './occurrences.ts';
import { personOf, quoted } from './person.ts';

type People = Readonly<Record<string, string>>;

/** Every shift of the events that touches a stretch of time, in the order of their begins. */
export function shiftsOf(
  events: readonly CalendarEvent[],
  people: People,
  span: Span,
  notes: Set<string>,
): PersonSpan[] {
  const changes = changesByUid(events);
  return events
    .flatMap((event) => timesOf(event, changes.get(event.uid) ?? [], span, notes))
    .filter(({ from, until }) => from < span.until && until > span.from)
    .flatMap(({ event, ...time }) => {
      const person = personOf(event, people);
      if (person === null) {
        notes.add(`${quoted(event.summary)} is left out: it is about nobody in \`people\``);
        return [];
      }
      return clip([{ ...time, person }], span);
    })
    .toSorted((a, b) => a.from - b.from);
}

interface Happening extends Span {
  event: CalendarEvent;
}

/** Single occurrences that were moved, changed or called off. */
function changesByUid(events: readonly CalendarEvent[]): Map<string, CalendarEvent[]> {
  const changes = new Map<string, CalendarEvent[]>();
  for (const event of events) {
    if (event.replaces === null) continue;
    changes.set(event.uid, [...(changes.get(event.uid) ?? []), event]);
  }
  return changes;
}

function timesOf(
  event: CalendarEvent,
  changes: readonly CalendarEvent[],
  span: Span,
  notes: Set<string>,
): Happening[] {
  if (event.cancelled) return [];
  if (event.replaces !== null) return [happening(event, event.start)];
  const begins = beginsOf(event, span);
  if (begins === null) {
    notes.add(`${quoted(event.summary)} is left out: it repeats too often`);
    return [];
  }
  return begins.flatMap((begin) => {
    const at = laterInstantOf(event.offset, begin);
    if (changes.some(({ replaces }) => replaces?.at === at)) return [];
    const future = changes.filter(({ replaces }) => replaces?.andLater && replaces.at < at);
    const [last] = future.toSorted((a, b) => (b.replaces?.at ?? 0) - (a.replaces?.at ?? 0));
    if (last === undefined) return [happening(event, begin)];
    return last.cancelled ? [] : [happening(last, movedWith(last, at))];
  });
}

function beginsOf(event: CalendarEvent, span: Span): Wall[] | null {
  const { rule, start, added, left, leftDays, length } = event;
  const from = span.from - length.wall - length.exact - 2 * DAY;
  const repeated = rule ? occurrences(rule, start, from, span.until + 2 * DAY) : [start];
  if (repeated === null) return null;
  return [...new Set([...repeated, ...added])].filter(
    (begin) => !left.has(begin) && !leftDays.has(Math.floor(begin / DAY) * DAY),
  );
}

/** The begin of a later occurrence, moved as far as the one that was changed. */
function movedWith({ start, offset, replaces }: CalendarEvent, at: number): Wall {
  const original = replaces?.at ?? at;
  return at + offset(at) + start - (original + offset(original));
}

function happening(event: CalendarEvent, begin: Wall): Happening {
  const { offset, length } = event;
  const from = laterInstantOf(offset, begin);
  const end = length.wall === 0 ? from : laterInstantOf(offset, begin + length.wall);
  return { event, from, until: end + length.exact };
}
