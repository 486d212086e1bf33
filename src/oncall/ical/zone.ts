import { DAY, HOUR, MINUTE, SECOND } from '../../lib/duration.ts';
import { isZone } from '../local-time.ts';
import { type OffsetAt, offsetOf, type Wall } from '../wall-clock.ts';
import { type Component, propertyOf, textOf, valuesOf, writtenTime } from './jcal.ts';
import { occurrences } from './occurrences.ts';
import { readRule } from './rule.ts';

/**
 * The rules of the zones that a calendar names. Those that the runtime knows are taken from it: what
 * files say of them is often cut short. Any other one, such as Outlook's, has to stand in the file.
 */
export function zonesOf(
  calendar: Component,
  standard: OffsetAt,
): (tzid: string | null) => OffsetAt | null {
  const known = new Map<string, OffsetAt | null>();
  return (tzid) => {
    if (tzid === null) return standard;
    const found = known.get(tzid);
    if (found !== undefined) return found;
    const offset = runtimeZone(tzid) ?? fileZone(calendar, tzid);
    known.set(tzid, offset);
    return offset;
  };
}

/** `Europe/Berlin`, also at the end of `/mozilla.org/20050126_1/Europe/Berlin`. */
function runtimeZone(tzid: string): OffsetAt | null {
  const parts = tzid.replace(/^\//, '').split('/');
  const names = tzid.startsWith('/')
    ? [parts.slice(-3), parts.slice(-2), parts.slice(-1)]
    : [parts];
  const name = names.map((part) => part.join('/')).find(isZone);
  return name === undefined ? null : offsetOf(name);
}

interface Onset {
  at: number;
  before: number;
  after: number;
}

function fileZone({ components }: Component, tzid: string): OffsetAt | null {
  const zone = components.find((one) => one.name === 'vtimezone' && textOf(one, 'tzid') === tzid);
  const onsets = (zone?.components ?? []).flatMap(onsetsOf).toSorted((a, b) => a.at - b.at);
  const [first] = onsets;
  if (first === undefined) return null;
  return (at) => onsets.findLast((onset) => onset.at <= at)?.after ?? first.before;
}

/** When a STANDARD or DAYLIGHT of a zone begins, up to where calendars are read. */
function onsetsOf(observance: Component): Onset[] {
  const before = readOffset(textOf(observance, 'tzoffsetfrom'));
  const after = readOffset(textOf(observance, 'tzoffsetto'));
  const start = startOf(observance);
  if (before === null || after === null || start === null) return [];
  const wallOf = (text: unknown) => {
    const time = writtenTime(text);
    return time && (time.utc ? time.wall + before : time.wall);
  };
  const recur = propertyOf(observance, 'rrule')?.values[0];
  const rule = recur === undefined ? null : readRule(recur, wallOf);
  const repeated = rule ? (occurrences(rule, start, start, LATEST) ?? []) : [start];
  const added = valuesOf(observance, 'rdate').flatMap((value) => wallOf(value) ?? []);
  return [...repeated, ...added].map((wall) => ({ at: wall - before, before, after }));
}

const EARLIEST = 1970;
const LATEST = Date.UTC(2100, 0);

/** Outlook's rules begin in 1601; in 1970 they are the same. */
function startOf(observance: Component): Wall | null {
  const text = textOf(observance, 'dtstart');
  const year = Number(text?.slice(0, 4));
  const late = year < EARLIEST ? text?.replace(/^\d{4}/, String(EARLIEST)) : text;
  return writtenTime(late)?.wall ?? null;
}

/** `+02:00`, `-01:30:15`. */
function readOffset(text: string | null): number | null {
  const [, sign, hours, minutes, seconds = '0'] =
    /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text ?? '') ?? [];
  if (sign === undefined) return null;
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return size > DAY ? null : sign === '-' ? -size : size;
}
