import { z } from 'zod';
import type { Wall } from '../wall-clock.ts';

/** An RRULE, as far as it is about days. */
export interface Rule {
  freq: Frequency;
  interval: number;
  count: number | null;
  /** The last begin that counts. */
  until: Wall | null;
  byDay: Day[];
  byMonth: number[];
  byMonthDay: number[];
  bySetPos: number[];
  /** 0 is Sunday. */
  weekStart: number;
}

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];

/** `MO`, or with a number the first, second, last one of a month or year: `-1SU`. */
export interface Day {
  /** 0 is Sunday. */
  weekday: number;
  nth: number | null;
}

/** The rule of a `recur` value; null where it is about hours, weeks of the year or what nobody has. */
export function readRule(value: unknown, wallOf: (text: string) => Wall | null): Rule | null {
  const read = Recur.safeParse(value).data;
  if (!read) return null;
  const byDay = read.byday.map(readDay);
  const until = read.until === undefined ? null : wallOf(endOf(read.until));
  if (byDay.includes(null) || (read.until !== undefined && until === null)) return null;
  return {
    freq: read.freq,
    interval: read.interval,
    count: read.count ?? null,
    until,
    byDay: byDay.filter((day) => day !== null),
    byMonth: read.bymonth,
    byMonthDay: read.bymonthday,
    bySetPos: read.bysetpos,
    // The parser counts from 1, which is Sunday.
    weekStart: read.wkst - 1,
  };
}

function many<T extends z.ZodType>(one: T) {
  return z
    .union([one, z.array(one)])
    .default([])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.infer<T>[]);
}

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const fromEnd = (most: number) => whole(-most, most).refine((number) => number !== 0);

/** Any other part, BYHOUR or BYWEEKNO, makes it a rule that is not read. */
const Recur = z.strictObject({
  freq: z.enum(frequencies),
  interval: whole(1, 1000).default(1),
  count: whole(1, 100_000).optional(),
  until: z.string().optional(),
  byday: many(z.string()),
  bymonth: many(whole(1, 12)),
  bymonthday: many(fromEnd(31)),
  bysetpos: many(fromEnd(366)),
  wkst: whole(1, 7).default(2),
});

/** A date counts to its end. */
function endOf(until: string): string {
  return until.includes('T') ? until : `${until}T23:59:59`;
}

function readDay(text: string): Day | null {
  const [, nth, name] = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(text) ?? [];
  if (name === undefined || Number(nth) === 0) return null;
  return { weekday: names.indexOf(name), nth: nth === undefined ? null : Number(nth) };
}

const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
