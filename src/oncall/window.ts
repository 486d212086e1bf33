import { z } from 'zod';
import { DAY, MINUTE } from '../lib/duration.ts';
import { covered, type Span } from './spans.ts';
import { instantOf, type Wall, wallAt } from './wall-clock.ts';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Times of a week on the wall clock. A window over midnight belongs to the day on which it begins. */
export interface Window {
  /** 0 is Sunday. */
  days: number[];
  /** Since midnight, in wall-clock milliseconds, and so is the length. */
  from: number;
  length: number;
}

const day = 'days such as [mon, wed] or [mon..fri]';
const time = 'a time of day such as 09:00';

const Days = z.array(
  z
    .string({ error: day })
    .regex(/^(sun|mon|tue|wed|thu|fri|sat)(\.\.(sun|mon|tue|wed|thu|fri|sat))?$/, {
      error: day,
    }),
  { error: day },
);

/** Each key of a window, for a schema that has others too. */
export const windowKeys = {
  /** Every day when left out. */
  days: Days.min(1).max(7).optional(),
  /** `09:00`; with `fri 17:00` the window begins on that day and needs a day in `to` too. */
  from: z.string({ error: time }).default('00:00'),
  to: z.string({ error: time }).default('24:00'),
};

type Written = z.infer<z.ZodObject<typeof windowKeys>>;

/** A window as it is meant, or what is wrong with it. */
export function windowOf({
  days,
  from,
  to,
}: Written): Window | { key: keyof Written; error: string } {
  const begin = readTime(from);
  const end = readTime(to);
  if (begin === null || begin.minutes === 24 * 60) return { key: 'from', error: time };
  if (end === null) return { key: 'to', error: time };
  if (begin.day === null && end.day === null) {
    const minutes = end.minutes - begin.minutes;
    const length = (minutes > 0 ? minutes : minutes + 24 * 60) * MINUTE;
    return { days: (days ?? ['sun..sat']).flatMap(daysOf), from: begin.minutes * MINUTE, length };
  }
  if (begin.day === null) return { key: 'from', error: 'a day and a time, as in `to`' };
  if (end.day === null) return { key: 'to', error: 'a day and a time, as in `from`' };
  if (days) return { key: 'days', error: 'days in `from` and `to` alone, or here alone' };
  const minutes = (end.day - begin.day) * 24 * 60 + end.minutes - begin.minutes;
  const length = (minutes > 0 ? minutes : minutes + 7 * 24 * 60) * MINUTE;
  return { days: [begin.day], from: begin.minutes * MINUTE, length };
}

/** When the windows are open, from before `from` until after `until`. */
export function openTimes(zone: string, windows: readonly Window[], { from, until }: Span): Span[] {
  return covered(windows.flatMap((window) => openings(zone, window, { from, until })));
}

/** Each time that one window opens, in order. They overlap when the window is longer than a day. */
export function openings(zone: string, window: Window, { from, until }: Span): Span[] {
  const opened: Span[] = [];
  const last = wallAt(zone, until) + DAY;
  // A day earlier than need be, for a day on which the clocks go back.
  let midnight = midnightOf(wallAt(zone, from) - window.from - window.length) - DAY;
  for (; midnight <= last; midnight += DAY) {
    if (!window.days.includes(new Date(midnight).getUTCDay())) continue;
    const begin = midnight + window.from;
    const span = { from: instantOf(zone, begin), until: instantOf(zone, begin + window.length) };
    if (span.from < span.until && span.until > from && span.from < until) opened.push(span);
  }
  return opened;
}

/** Midnight of the same day. */
function midnightOf(wall: Wall): Wall {
  return Math.floor(wall / DAY) * DAY;
}

function daysOf(text: string): number[] {
  const [first = '', last = first] = text.split('..');
  const [from, to] = [dayNumber(first), dayNumber(last)];
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => (from + index) % 7);
}

function dayNumber(name: string): number {
  return weekdays.indexOf(name);
}

/** `09:00`, `24:00`, `fri 17:00`. */
function readTime(text: string): { day: number | null; minutes: number } | null {
  const read = /^(?:(sun|mon|tue|wed|thu|fri|sat) )?(\d\d):(\d\d)$/.exec(text);
  if (!read) return null;
  const [, day, hours, rest] = read;
  const minutes = Number(hours) * 60 + Number(rest);
  if (Number(rest) > 59 || minutes > 24 * 60) return null;
  return { day: day === undefined ? null : dayNumber(day), minutes };
}
