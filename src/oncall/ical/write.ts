import ICAL from 'ical.js';
import { HOUR } from '../../lib/duration.ts';
import { digest } from '../../lib/ids.ts';

/** A calendar for other programs to read. */
export interface WrittenCalendar {
  name: string;
  /** When its contents were looked up. */
  at: Date;
  events: WrittenEvent[];
}

export interface WrittenEvent {
  from: Date;
  until: Date;
  title: string;
  description: string | null;
}

/** The calendar as an iCalendar file. An event that has not changed keeps its id. */
export function writeCalendar({ name, at, events }: WrittenCalendar): string {
  const head = [
    ['prodid', {}, 'text', '-//Runbell//On call//EN'],
    ['version', {}, 'text', '2.0'],
    ['calscale', {}, 'text', 'GREGORIAN'],
    ['method', {}, 'text', 'PUBLISH'],
    ['x-wr-calname', {}, 'text', plain(name)],
    ['name', {}, 'text', plain(name)],
    ['refresh-interval', {}, 'duration', 'PT1H'],
    ['x-published-ttl', {}, 'duration', 'PT1H'],
  ];
  const body = events.map((event) => ['vevent', eventLines(event, at), []]);
  // Node's text is Unicode, and lines are folded by bytes.
  return `${ICAL.stringify(['vcalendar', head, body])}\r\n`;
}

function eventLines({ from, until, title, description }: WrittenEvent, at: Date): unknown[][] {
  const stamp = new Date(Math.floor(at.getTime() / HOUR) * HOUR);
  return [
    ['uid', {}, 'text', `${digest([from, title])}@runbell`],
    ['dtstamp', {}, 'date-time', utc(stamp)],
    ['dtstart', {}, 'date-time', utc(from)],
    ['dtend', {}, 'date-time', utc(until)],
    ['summary', {}, 'text', plain(title)],
    ...(description === null ? [] : [['description', {}, 'text', plain(description)]]),
    ['transp', {}, 'text', 'TRANSPARENT'],
  ];
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** Control characters are no part of a calendar's text. */
function plain(text: string): string {
  return text.replace(/[^\S\n ]|(?!\n)\p{Cc}/gu, ' ');
}
