import { DAY } from '../../lib/duration.ts';
import { unreachable } from '../../lib/unreachable.ts';
import type { Wall } from '../wall-clock.ts';
import type { Day, Rule } from './rule.ts';

/** A day, week, month or year in which a rule finds days. */
export interface Period {
  index: number;
  from: Wall;
  until: Wall;
}

/** The period that lies `index` intervals after that of the start. */
export function periodAt({ freq, interval, weekStart }: Rule, start: Wall, index: number): Period {
  const count = index * interval;
  const date = new Date(start);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (freq) {
    case 'DAILY':
      return { index, from: start + count * DAY, until: start + (count + 1) * DAY };
    case 'WEEKLY': {
      const monday = start - ((date.getUTCDay() - weekStart + 7) % 7) * DAY;
      return { index, from: monday + count * 7 * DAY, until: monday + (count * 7 + 7) * DAY };
    }
    case 'MONTHLY':
      return { index, from: utc(year, month + count), until: utc(year, month + count + 1) };
    case 'YEARLY':
      return { index, from: utc(year + count, 0), until: utc(year + count + 1, 0) };
    default:
      return unreachable(freq);
  }
}

/** The midnights in a period that a rule means, in order. */
export function daysOfPeriod(rule: Rule, { from, until }: Period, start: Wall): Wall[] {
  const days: Wall[] = [];
  for (let midnight = from; midnight < until; midnight += DAY) {
    if (isMeant(rule, midnight, start)) days.push(midnight);
  }
  if (rule.bySetPos.length === 0) return days;
  const picked = rule.bySetPos.map((place) => days.at(place > 0 ? place - 1 : place));
  return days.filter((day) => picked.includes(day));
}

function isMeant(rule: Rule, midnight: Wall, start: Wall): boolean {
  const { freq, byMonth, byMonthDay, byDay } = rule;
  const date = new Date(midnight);
  if (byMonth.length > 0 && !byMonth.includes(date.getUTCMonth() + 1)) return false;
  if (byMonthDay.length > 0 && !byMonthDay.some((day) => isMonthDay(date, day))) return false;
  if (byDay.length > 0) return byDay.some((day) => isDay(rule, date, day));
  if (byMonthDay.length > 0 || freq === 'DAILY') return true;
  const first = new Date(start);
  if (freq === 'WEEKLY') return date.getUTCDay() === first.getUTCDay();
  if (date.getUTCDate() !== first.getUTCDate()) return false;
  return freq === 'MONTHLY' || byMonth.length > 0 || date.getUTCMonth() === first.getUTCMonth();
}

function isMonthDay(date: Date, day: number): boolean {
  const last = new Date(utc(date.getUTCFullYear(), date.getUTCMonth() + 1) - DAY).getUTCDate();
  return date.getUTCDate() === (day > 0 ? day : last + 1 + day);
}

/** A number counts within the month, or within the year of a yearly rule that names no month. */
function isDay({ freq, byMonth }: Rule, date: Date, { weekday, nth }: Day): boolean {
  if (date.getUTCDay() !== weekday) return false;
  if (nth === null || freq === 'DAILY' || freq === 'WEEKLY') return true;
  const yearly = freq === 'YEARLY' && byMonth.length === 0;
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const [from, until] = yearly
    ? [utc(year, 0), utc(year + 1, 0)]
    : [utc(year, month), utc(year, month + 1)];
  const place =
    nth > 0
      ? Math.floor((date.getTime() - from) / (7 * DAY)) + 1
      : -Math.floor((until - DAY - date.getTime()) / (7 * DAY)) - 1;
  return place === nth;
}

function utc(year: number, month: number): Wall {
  return Date.UTC(year, month);
}
