import type { Segment } from '../../oncall/schedule-turns.ts';
import type { Directory } from '../../service/directory.ts';

/** A stretch of a schedule, ready to be drawn. */
export interface Shown {
  schedule: string;
  zone: string;
  from: Date;
  until: Date;
  segments: Segment[];
  people: Directory['people'];
}

/** The name of a Slack member, as far as runbell.yaml has it. */
export function memberIn({ people }: Pick<Shown, 'people'>, user: string): string {
  return Object.values(people).find(({ slack }) => slack === user)?.name ?? user;
}

/** What people call them. */
export function nameIn({ people }: Pick<Shown, 'people'>, person: string | null): string {
  return person === null ? 'nobody' : (people[person]?.name ?? person);
}

/** Everybody who is on call in it, in the order in which they come. */
export function peopleIn({ segments }: Pick<Shown, 'segments'>): string[] {
  return [...new Set(segments.flatMap(({ person }) => person ?? []))];
}

/** `October 2026`, or the first and the last day. */
export function titleOf({ schedule, zone, from, until }: Shown): string {
  const last = new Date(until.getTime() - 1);
  const day = (at: Date) => dateText(zone, at, { day: 'numeric', month: 'long', year: 'numeric' });
  const time =
    day(from) === day(last)
      ? day(from)
      : isWholeMonth(zone, from, until)
        ? dateText(zone, from, { month: 'long', year: 'numeric' })
        : `${day(from)} to ${day(last)}`;
  return `${schedule}, ${time}`;
}

/** `Sun 25 Oct`. */
export function shortDay(zone: string, at: Date): string {
  return dateText(zone, at, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

function isWholeMonth(zone: string, from: Date, until: Date): boolean {
  const numbers = (at: Date) => dateText(zone, at, { day: 'numeric' });
  const month = (at: Date) => dateText(zone, at, { month: 'numeric' });
  const last = new Date(until.getTime() - 1);
  return numbers(from) === '1' && numbers(until) === '1' && month(from) === month(last);
}

function dateText(zone: string, at: Date, fields: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...fields }).format(at);
}
