import { isRefusal, type Refusal, refuse } from '../lib/refusal.ts';
import type { Override } from './override.ts';
import { decideOverride, type Plan } from './override-decide.ts';

/** A stretch that somebody gives away. */
export interface Given {
  person: string;
  from: Date;
  until: Date;
}

/** Two people take each other's stretch: two overrides that belong together. */
export interface SwapWish {
  schedule: string;
  one: Given;
  other: Given;
  by: string;
  reason: string | null;
}

/** Both halves or neither. */
export function decideSwap(
  plan: Plan,
  { schedule, one, other, by, reason }: SwapWish,
  ids: [string, string],
  now: Date,
): [Override, Override] | Refusal {
  if (one.from < other.until && other.from < one.until)
    return refuse('swap-overlaps', 'The two stretches overlap. Swap stretches that are apart.');
  const half = (id: string, given: Given, taker: Given) => {
    const { from, until, person: instead } = given;
    const wish = { schedule, person: taker.person, instead, from, until, by, reason };
    const decided = decideOverride(plan, wish, id, now);
    return isRefusal(decided) ? decided : { ...decided, swap: ids[0] };
  };
  const first = half(ids[0], one, other);
  if (isRefusal(first)) return first;
  const second = half(ids[1], other, one);
  return isRefusal(second) ? second : [first, second];
}
