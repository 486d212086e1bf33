import { Fault } from '../../lib/fault.ts';
import { dateOf } from '../../oncall/days.ts';
import { isLocalTime } from '../../oncall/local-time.ts';
import { instantOf } from '../../oncall/wall-clock.ts';

export interface Stretch {
  from: Date;
  until: Date;
}

const MOST_DAYS = 366;
const DAY = 86_400_000;

/**
 * What `--from` and `--to` mean in a zone. A month or a day stands for all of it; without `--to` it is a
 * month, without both the month of `now`.
 */
export function stretchOf(
  { from, to }: { from?: string; to?: string },
  zone: string,
  now: Date,
): Stretch {
  const first = read('--from', from ?? dateOf(zone, now).slice(0, 7));
  const last =
    to === undefined ? { begin: first.begin, end: monthAfter(first.begin) } : read('--to', to);
  const stretch = {
    from: new Date(instantOf(zone, first.begin)),
    until: new Date(instantOf(zone, last.end)),
  };
  if (!(stretch.from < stretch.until))
    throw new Fault('config-invalid', `--to ${to} is not after --from ${from}; swap the two`);
  if (stretch.until.getTime() - stretch.from.getTime() > MOST_DAYS * DAY)
    throw new Fault('config-invalid', `--from and --to are more than a year apart; ask for less`);
  return stretch;
}

/** Begin and end on the wall clock; of a time of day both are that time. */
function read(option: string, text: string): { begin: number; end: number } {
  const begin = [text, `${text}T00:00`, `${text}-01T00:00`].find(isLocalTime);
  if (begin === undefined) {
    const right = 'a month (2026-10), a day (2026-10-25) or a local time (2026-10-25T09:00)';
    throw new Fault('config-invalid', `${option} is "${text}"; use ${right}`);
  }
  const wall = Date.parse(`${begin}Z`);
  if (text.includes('T')) return { begin: wall, end: wall };
  return { begin: wall, end: text.length === 7 ? monthAfter(wall) : wall + DAY };
}

function monthAfter(wall: number): number {
  const next = new Date(wall);
  return next.setUTCMonth(next.getUTCMonth() + 1);
}
