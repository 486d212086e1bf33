import { parseDuration } from '../../lib/duration.ts';
import { Fault } from '../../lib/fault.ts';

/** `12` or `#12`. */
export function incidentNumber(option: string, text: string): number {
  const digits = /^#?([1-9]\d{0,8})$/.exec(text)?.[1];
  if (digits === undefined) throw wrong(option, text, 'use the number of an incident, such as 12');
  return Number(digits);
}

/** `7d` for seven days ago, or a day or time; in UTC where no zone is named. */
export function moment(option: string, text: string, now: Date): Date {
  const ago = parseDuration(text);
  if (ago !== null) return new Date(now.getTime() - ago);
  const [, day, time = 'T00:00', zone = 'Z'] = iso.exec(text) ?? [];
  const at = new Date(`${day}${time}${zone}`);
  const midnight = new Date(`${day}T00:00Z`);
  // 30 February would pass as 2 March.
  if (Number.isNaN(at.getTime()) || midnight.toISOString().slice(0, 10) !== day)
    throw wrong(
      option,
      text,
      'use a day such as 2026-11-27, a time such as 2026-11-27T03:15Z, or how long ago, such as 7d',
    );
  return at;
}

/** A seal as `runbell audit head` prints it; the first twelve digits of the hash are enough. */
export function notedSeal(option: string, text: string): { n: number; hash: string } {
  const [, n, hash] = /^([1-9]\d{0,8}):([0-9a-f]{12,64})$/.exec(text) ?? [];
  if (n === undefined || hash === undefined)
    throw wrong(option, text, 'use what `runbell audit head` printed, such as 42:9f86d081884c');
  return { n: Number(n), hash };
}

const iso = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?(Z|[+-]\d{2}:\d{2})?$/;

function wrong(option: string, text: string, instead: string): Fault {
  return new Fault('config-invalid', `${option} is ${JSON.stringify(text)}; ${instead}`);
}
