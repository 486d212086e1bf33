import { DAY, HOUR, MINUTE, SECOND } from '../../lib/duration.ts';
import { laterInstantOf, type OffsetAt, type Wall } from '../wall-clock.ts';
import {
  type Component,
  type Property,
  param,
  propertyOf,
  textOf,
  valuesOf,
  writtenTime,
} from './jcal.ts';
import { type Rule, readRule } from './rule.ts';

/** An event of a calendar, once or many times. */
export interface CalendarEvent {
  uid: string;
  summary: string;
  attendees: Attendee[];
  start: Wall;
  offset: OffsetAt;
  /** How long it is on the wall clock, and how much longer in time that passes. */
  length: { wall: number; exact: number };
  rule: Rule | null;
  added: Wall[];
  /** Begins, and whole days, that are left out. */
  left: Set<Wall>;
  leftDays: Set<Wall>;
  /** The begin that this one stands in for, in time; null for the event itself. */
  replaces: { at: number; andLater: boolean } | null;
  cancelled: boolean;
}

export interface Attendee {
  mail: string;
  name: string;
}

/** What a VEVENT says, or why it cannot be read. */
export function readEvent(
  event: Component,
  zones: (tzid: string | null) => OffsetAt | null,
): CalendarEvent | string {
  const summary = textOf(event, 'summary') ?? '';
  const start = timeOf(propertyOf(event, 'dtstart'), zones);
  if (typeof start === 'string') return start;
  const length = lengthOf(event, start, zones);
  if (typeof length === 'string') return length;
  const wallOf = (text: unknown) => {
    const time = writtenTime(text);
    return time && (time.utc ? time.wall + start.offset(time.wall) : time.wall);
  };
  const [recur, another] = valuesOf(event, 'rrule');
  const rule = recur === undefined ? null : readRule(recur, wallOf);
  if (another !== undefined || (recur !== undefined && rule === null))
    return 'it repeats in a way that is not read';
  const left = timesOf(event, 'exdate', start, zones);
  const added = timesOf(event, 'rdate', start, zones);
  const replaces = propertyOf(event, 'recurrence-id');
  const original = replaces && timeOf(replaces, zones);
  if (typeof original === 'string') return original;
  return {
    uid: textOf(event, 'uid') ?? '',
    summary,
    attendees: event.properties.filter(({ name }) => name === 'attendee').flatMap(attendee),
    start: start.wall,
    offset: start.offset,
    length,
    rule,
    added: added.map(({ wall }) => wall),
    left: new Set(left.flatMap(({ wall, date }) => (date ? [] : [wall]))),
    leftDays: new Set(left.flatMap(({ wall, date }) => (date ? [wall] : []))),
    replaces: original && {
      at: laterInstantOf(original.offset, original.wall),
      andLater: replaces !== null && param(replaces, 'range') === 'THISANDFUTURE',
    },
    cancelled: textOf(event, 'status')?.toUpperCase() === 'CANCELLED',
  };
}

interface Time {
  wall: Wall;
  offset: OffsetAt;
  date: boolean;
  /** Times of one zone differ by what the clocks show. */
  zone: string;
}

function timeOf(
  property: Property | null,
  zones: (tzid: string | null) => OffsetAt | null,
  value = property?.values[0],
): Time | string {
  const time = writtenTime(value);
  if (property === null || time === null) return 'its time cannot be read';
  if (time.utc) return { ...time, offset: () => 0, zone: 'Z' };
  const tzid = time.date ? null : param(property, 'tzid');
  const offset = zones(tzid);
  if (offset === null) return `nobody knows its time zone ${tzid}`;
  return { ...time, offset, zone: tzid ?? '' };
}

/** The times of a list, on the wall clock of the event. A period counts by its begin. */
function timesOf(
  event: Component,
  name: string,
  start: Time,
  zones: (tzid: string | null) => OffsetAt | null,
): Time[] {
  return event.properties
    .filter((property) => property.name === name)
    .flatMap((property) =>
      property.values.flatMap((value) => {
        const time = timeOf(property, zones, Array.isArray(value) ? value[0] : value);
        if (typeof time === 'string') return [];
        if (time.date || time.zone === start.zone) return [time];
        const at = laterInstantOf(time.offset, time.wall);
        return [{ ...time, wall: at + start.offset(at) }];
      }),
    );
}

/**
 * A shift from nine to nine stays one when the clocks change, as calendars show it; the letter of
 * RFC 5545 would let it end at eight.
 */
function lengthOf(
  event: Component,
  start: Time,
  zones: (tzid: string | null) => OffsetAt | null,
): CalendarEvent['length'] | string {
  const written = propertyOf(event, 'dtend');
  if (written === null) {
    const duration = readDuration(textOf(event, 'duration'));
    return duration ?? (start.date ? { wall: DAY, exact: 0 } : 'it has no end');
  }
  const end = timeOf(written, zones);
  if (typeof end === 'string') return end;
  const length =
    end.zone === start.zone
      ? { wall: end.wall - start.wall, exact: 0 }
      : {
          wall: 0,
          exact: laterInstantOf(end.offset, end.wall) - laterInstantOf(start.offset, start.wall),
        };
  return length.wall + length.exact > 0 ? length : 'it ends before it begins';
}

/** `P1DT12H`: weeks and days on the wall clock, the rest in time that passes. */
function readDuration(text: string | null): CalendarEvent['length'] | null {
  const form =
    /^P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;
  const read = form.exec(text ?? '');
  if (read === null) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = read
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wall = (weeks * 7 + days) * DAY;
  const exact = hours * HOUR + minutes * MINUTE + seconds * SECOND;
  return wall + exact > 0 ? { wall, exact } : null;
}

function attendee(property: Property): Attendee[] {
  if (param(property, 'partstat')?.toUpperCase() === 'DECLINED') return [];
  const [value] = property.values;
  const mail = typeof value === 'string' ? value.replace(/^mailto:/i, '') : '';
  return [{ mail, name: param(property, 'cn') ?? '' }];
}
