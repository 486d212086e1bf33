/**
 * Who is on call, told as slowly and as plainly as can be: the clock of the zone is watched through
 * Intl.DateTimeFormat, turns are counted off one by one, and nothing of src/oncall is used.
 */
export interface WrittenRotation {
  people: string[];
  turn: 'hour' | 'day' | 'week' | 'month';
  every: number;
  /** `2026-01-05T09:00`. */
  start: string;
  zone: string;
  only?: WrittenWindow[];
}

export interface WrittenShifts {
  shifts: (WrittenWindow & { person: string })[];
  zone: string;
}

/** `from: fri 17:00` has its day in itself; else there are days. */
export interface WrittenWindow {
  days?: string[];
  from: string;
  to: string;
}

export interface WrittenOverride {
  person: string;
  instead: string | null;
  from: Date;
  until: Date;
}

export function personAt(
  layers: (WrittenRotation | WrittenShifts)[],
  overrides: WrittenOverride[],
  at: number,
): string | null {
  let person: string | null = null;
  for (const layer of layers) person = byLayer(layer, at) ?? person;
  for (const { from, until, instead, person: other } of overrides) {
    if (+from <= at && at < +until && (instead === null || instead === person)) person = other;
  }
  return person;
}

/**
 * The latest time that the clocks of a zone have shown by `at`: it never goes back when they do. Where
 * nothing happened within 27 hours it is what they show; else one looks at each minute of them.
 */
export function shownBy(zone: string, at: number): number {
  const shown = shownAt(zone, at);
  if (shown - shownAt(zone, at - 27 * HOUR) === 27 * HOUR) return shown;
  const minutes = Array.from({ length: 27 }, (_, back) => {
    const end = Math.floor(at / MINUTE) * MINUTE - back * HOUR;
    const regular = shownAt(zone, end) - shownAt(zone, end - HOUR) === HOUR;
    return Array.from({ length: regular ? 1 : 60 }, (_, minute) => end - minute * MINUTE);
  });
  return Math.max(shown, ...minutes.flat().map((minute) => shownAt(zone, minute)));
}

/** What the clocks of a zone show at an instant, written down as if it were UTC. */
export function shownAt(zone: string, at: number): number {
  const seconds = Date.parse(`${clockOf(zone).format(at).replace(' ', 'T')}Z`);
  return seconds + (((at % 1000) + 1000) % 1000);
}

function byLayer(layer: WrittenRotation | WrittenShifts, at: number): string | null {
  const shown = shownBy(layer.zone, at);
  if ('shifts' in layer)
    return layer.shifts.findLast((shift) => isOpen(shift, shown))?.person ?? null;
  if (layer.only && !layer.only.some((window) => isOpen(window, shown))) return null;
  const turn = handOffsBy(layer, shown) - 1;
  return turn < 0 ? null : (layer.people[turn % layer.people.length] ?? null);
}

/** How many hand-offs there were, counted off from the start. */
function handOffsBy({ turn, every, start }: WrittenRotation, shown: number): number {
  let count = 0;
  for (let next = Date.parse(`${start}Z`); next <= shown; count += 1) {
    next = turn === 'month' ? months(start, (count + 1) * every) : next + every * SIZE[turn];
  }
  return count;
}

/** So many months after the start; the last day of a month that has no such day. */
function months(start: string, count: number): number {
  const [year = 0, month = 0, day = 0] = start.slice(0, 10).split('-').map(Number);
  for (let date = day; ; date -= 1) {
    const midnight = new Date(Date.UTC(year, month - 1 + count, date));
    if (midnight.getUTCDate() === date)
      return Date.parse(`${midnight.toISOString().slice(0, 11)}${start.slice(11)}Z`);
  }
}

/** Open since one of the last nine days, and not closed yet. */
function isOpen({ days, from, to }: WrittenWindow, shown: number): boolean {
  const today = Math.floor(shown / DAY) * DAY;
  return Array.from({ length: 9 }, (_, back) => today - back * DAY).some((midnight) => {
    const name = WEEK[new Date(midnight).getUTCDay()] ?? '';
    const [day, time] = from.includes(' ') ? from.split(' ') : [null, from];
    if (day ? day !== name : days && !days.includes(name)) return false;
    const opens = midnight + clock(time ?? '');
    let closes = midnight + clock(to.split(' ').at(-1) ?? '');
    while (closes <= opens || (day && WEEK[new Date(closes).getUTCDay()] !== to.split(' ')[0]))
      closes += DAY;
    return opens <= shown && shown < closes;
  });
}

function clock(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * HOUR + minute * MINUTE;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SIZE = { hour: HOUR, day: DAY, week: 7 * DAY };
const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  // Sweden writes 2026-01-05 09:00:00.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  clocks.set(zone, clock);
  return clock;
}
