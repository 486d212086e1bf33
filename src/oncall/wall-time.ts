import { DAY, MINUTE } from '../lib/duration.ts';
import { isLocalTime } from './local-time.ts';
import { instantOf, offsetOf, wallAt } from './wall-clock.ts';

/** An instant that somebody names, and what is odd about how they named it. */
export interface NamedTime {
  at: Date;
  /** `twice`: clocks show it twice, and this is the first. `never`: they leave it out. */
  shown: 'once' | 'twice' | 'never';
  /** The second time that clocks show it. */
  second: Date | null;
}

/** `2026-10-25T02:30` on the clocks of a zone, or an instant such as `2026-10-25T02:30+01:00`; null: neither. */
export function readTime(text: string, zone: string): NamedTime | null {
  const zoned = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
  const local = zoned.exec(text)?.[1] ?? text;
  if (!isLocalTime(local)) return null;
  if (local !== text) {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? null : { at, shown: 'once', second: null };
  }
  const wall = Date.parse(`${text}Z`);
  const at = instantOf(zone, wall);
  if (wallAt(zone, at) !== wall) return { at: new Date(at), shown: 'never', second: null };
  const later = wall - offsetOf(zone)(at + DAY);
  const twice = later > at && wallAt(zone, later) === wall;
  return {
    at: new Date(at),
    shown: twice ? 'twice' : 'once',
    second: twice ? new Date(later) : null,
  };
}

/** `+02:00`: how far the clocks of a zone are ahead of UTC then. */
export function utcOffset(zone: string, at: Date): string {
  const minutes = Math.round(offsetOf(zone)(at.getTime()) / MINUTE);
  const two = (number: number) => String(number).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
