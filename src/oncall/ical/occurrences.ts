import { DAY } from '../../lib/duration.ts';
import type { Wall } from '../wall-clock.ts';
import { daysOfPeriod, type Period, periodAt } from './period.ts';
import type { Rule } from './rule.ts';

/** More periods than calendars of people have, and few enough to be counted at once. */
const MOST_PERIODS = 20_000;

/**
 * When something that begins at `start` and repeats by `rule` begins, from `from` on and before `until`;
 * null when it repeats too often to be counted. The start itself always counts.
 */
export function occurrences(rule: Rule, start: Wall, from: Wall, until: Wall): Wall[] | null {
  const midnight = Math.floor(start / DAY) * DAY;
  const time = start - midnight;
  const found: Wall[] = [];
  let counted = 0;
  let period = first(rule, midnight, from);
  for (let looked = 0; looked < MOST_PERIODS; looked += 1) {
    if (period.from + time >= until) return found;
    for (const day of withStart(daysOfPeriod(rule, period, midnight), period, midnight)) {
      const begin = day + time;
      if (begin < start) continue;
      counted += 1;
      if (rule.count !== null && counted > rule.count) return found;
      if (rule.until !== null && begin > rule.until) return found;
      if (begin >= until) return found;
      if (begin >= from) found.push(begin);
    }
    period = periodAt(rule, midnight, period.index + 1);
  }
  return null;
}

/** Where nothing is counted, what lies before `from` need not be looked at. */
function first(rule: Rule, midnight: Wall, from: Wall): Period {
  if (rule.count !== null || from <= midnight) return periodAt(rule, midnight, 0);
  const passed = (from - midnight) / (LONGEST[rule.freq] * DAY);
  return periodAt(rule, midnight, Math.max(0, Math.floor(passed / rule.interval) - 1));
}

const LONGEST = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 } as const;

function withStart(days: Wall[], { from, until }: Period, midnight: Wall): Wall[] {
  if (midnight < from || midnight >= until || days.includes(midnight)) return days;
  return [...days, midnight].toSorted((a, b) => a - b);
}
