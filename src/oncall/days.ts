import { DAY } from '../lib/duration.ts';
import { instantOf, type Wall, wallAt } from './wall-clock.ts';

/** A day of a zone, from the first instant of its midnight to that of the next. */
export interface Day {
  /** `2026-10-25`. */
  date: string;
  /** 0 is Sunday. */
  weekday: number;
  from: Date;
  until: Date;
}

/** The days that a stretch of time touches. One that a country skipped is not among them. */
export function daysOf(zone: string, from: Date, until: Date): Day[] {
  const days: Day[] = [];
  let midnight = Math.floor(wallAt(zone, from.getTime()) / DAY) * DAY;
  while (instantOf(zone, midnight) < until.getTime()) {
    const day = dayAt(zone, midnight);
    if (day.from < day.until && day.until > from) days.push(day);
    midnight += DAY;
  }
  return days;
}

/** `09:00`, as a clock of the zone shows it. */
export function timeOfDay(zone: string, at: Date): string {
  return new Date(wallAt(zone, at.getTime())).toISOString().slice(11, 16);
}

/** `2026-10-25`. */
export function dateOf(zone: string, at: Date): string {
  return new Date(wallAt(zone, at.getTime())).toISOString().slice(0, 10);
}

function dayAt(zone: string, midnight: Wall): Day {
  const date = new Date(midnight);
  return {
    date: date.toISOString().slice(0, 10),
    weekday: date.getUTCDay(),
    from: new Date(instantOf(zone, midnight)),
    until: new Date(instantOf(zone, midnight + DAY)),
  };
}
