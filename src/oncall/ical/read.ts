import { isZone } from '../local-time.ts';
import type { PersonSpan } from '../rotation.ts';
import { overlay, type Span } from '../spans.ts';
import { offsetOf } from '../wall-clock.ts';
import { type CalendarEvent, readEvent } from './event.ts';
import { type Component, parseCalendars, textOf } from './jcal.ts';
import { quoted } from './person.ts';
import { shiftsOf } from './shifts.ts';
import { zonesOf } from './zone.ts';

/** What a calendar of another program says about who is on call. */
export interface ReadCalendar {
  /** In order, without overlaps. */
  shifts: PersonSpan[];
  /** What was left out and why, each once. */
  notes: string[];
}

export interface ReadOptions {
  /** A person by what an event says of them. */
  people: Readonly<Record<string, string>>;
  /** For times that name no zone; null to take the calendar's own. */
  zone: string | null;
  /** Events outside of it are not looked at. */
  span: Span;
}

const MOST_EVENTS = 5000;
const MOST_REPEATING = 1000;

/** The shifts of a calendar, or why it cannot be read. Where two overlap, the one that begins later counts. */
export function readCalendar(text: string, options: ReadOptions): ReadCalendar | string {
  const calendars = parseCalendars(text);
  if (typeof calendars === 'string') return calendars;
  const notes = new Set<string>();
  const known = calendars.flatMap((calendar) => eventsOf(calendar, options, notes));
  const repeating = known.filter(({ rule }) => rule !== null).length;
  if (known.length > MOST_EVENTS || repeating > MOST_REPEATING)
    return `it has ${known.length} events, ${repeating} of which repeat; ${MOST_EVENTS} and ${MOST_REPEATING} are read`;
  const shifts = shiftsOf(known, options.people, options.span, notes);
  return { shifts: joined(layered(shifts)), notes: [...notes].slice(0, MOST_NOTES) };
}

const MOST_NOTES = 20;

function eventsOf(calendar: Component, { zone }: ReadOptions, notes: Set<string>): CalendarEvent[] {
  const own = textOf(calendar, 'x-wr-timezone');
  const standard = zone ?? (own !== null && isZone(own) ? own : 'UTC');
  const zones = zonesOf(calendar, offsetOf(standard));
  const written = calendar.components.filter(({ name }) => name === 'vevent');
  return written.flatMap((one) => {
    const event = readEvent(one, zones);
    if (typeof event !== 'string') return [event];
    notes.add(`${quoted(textOf(one, 'summary') ?? '')} is left out: ${event}`);
    return [];
  });
}

/** Spans in the order of their begins as one list without overlaps: the later one lies above. */
function layered(spans: PersonSpan[]): PersonSpan[] {
  if (spans.length < 2) return spans;
  const half = Math.ceil(spans.length / 2);
  return overlay(layered(spans.slice(0, half)), layered(spans.slice(half)));
}

function joined(spans: PersonSpan[]): PersonSpan[] {
  const all: PersonSpan[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last?.person === span.person && last.until === span.from) last.until = span.until;
    else all.push({ ...span });
  }
  return all;
}
