/** `utc`, or the zone that this process runs in (its `TZ`). */
export type Zone = 'utc' | 'local';

/** What `date +<format>` prints, for the fields of the table below; null where one is not in it. */
export function strftime(format: string, at: Date, zone: Zone): string | null {
  if (!isStrftime(format)) return null;
  const parts = partsOf(at, zone);
  return format.replaceAll(/%(.)/gs, (_, letter: string) => fields[letter]?.(parts) ?? '');
}

/** Whether every field of a format is in the table. */
export function isStrftime(format: string): boolean {
  return [...format.matchAll(/%(.?)/gs)].every(([, letter = '']) => Object.hasOwn(fields, letter));
}

interface Parts {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  /** 0 is Sunday. */
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  epoch: number;
  zone: Zone;
  offsetMinutes: number;
}

function partsOf(at: Date, zone: Zone): Parts {
  const offsetMinutes = zone === 'utc' ? 0 : -at.getTimezoneOffset();
  const shifted = new Date(at.getTime() + offsetMinutes * 60_000);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    epoch: Math.floor(at.getTime() / 1000),
    zone,
    offsetMinutes,
  };
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** The fields that runbooks use, in the C locale. */
const fields: Record<string, (parts: Parts) => string> = {
  '%': () => '%',
  Y: ({ year }) => String(year),
  y: ({ year }) => two(year % 100),
  m: ({ month }) => two(month),
  d: ({ day }) => two(day),
  e: ({ day }) => String(day).padStart(2, ' '),
  H: ({ hour }) => two(hour),
  I: ({ hour }) => two(hour % 12 || 12),
  M: ({ minute }) => two(minute),
  S: ({ second }) => two(second),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  F: (at) => `${at.year}-${two(at.month)}-${two(at.day)}`,
  T: (at) => `${two(at.hour)}:${two(at.minute)}:${two(at.second)}`,
  R: (at) => `${two(at.hour)}:${two(at.minute)}`,
  D: (at) => `${two(at.month)}/${two(at.day)}/${two(at.year % 100)}`,
  j: dayOfYear,
  u: ({ weekday }) => String(weekday || 7),
  w: ({ weekday }) => String(weekday),
  a: ({ weekday }) => (days[weekday] ?? '').slice(0, 3),
  A: ({ weekday }) => days[weekday] ?? '',
  b: ({ month }) => (months[month - 1] ?? '').slice(0, 3),
  h: ({ month }) => (months[month - 1] ?? '').slice(0, 3),
  B: ({ month }) => months[month - 1] ?? '',
  s: ({ epoch }) => String(epoch),
  z: ({ offsetMinutes: off }) =>
    `${off < 0 ? '-' : '+'}${two(Math.floor(Math.abs(off) / 60))}${two(Math.abs(off) % 60)}`,
};

function dayOfYear({ year, month, day }: Parts): string {
  const passed = Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1);
  return String(passed / 86_400_000 + 1).padStart(3, '0');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
