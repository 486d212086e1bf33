import { timeOfDay } from '../../oncall/days.ts';
import { type NamedTime, utcOffset } from '../../oncall/wall-time.ts';

/** `02:30 +02:00`: what clocks of a zone show, and how far ahead of UTC they are. */
export function clockWords(zone: string, at: Date): string {
  return `${timeOfDay(zone, at)} ${utcOffset(zone, at)}`;
}

/** What is odd about a time that somebody named; null: nothing. */
export function oddTimeWords({ at, shown, second }: NamedTime, zone: string): string | null {
  switch (shown) {
    case 'once':
      return null;
    case 'never':
      return `Clocks in ${zone} leave that time out. Taken as the moment at which they jump to ${clockWords(zone, at)}.`;
    case 'twice': {
      const other = second ?? at;
      return `Clocks in ${zone} show that time twice. Taken as the first, at ${utcOffset(zone, at)}; the second is ${other.toISOString().slice(0, 16)}Z.`;
    }
  }
}
