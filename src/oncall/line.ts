import { DAY } from '../lib/duration.ts';
import { unreachable } from '../lib/unreachable.ts';
import type { Layer } from './layer.ts';
import type { Override } from './override.ts';
import type { Schedule } from './schedule.ts';
import { onCallAt, turnsBetween } from './schedule-turns.ts';

/**
 * Who is on call at an instant, null in a gap, and then everybody who is next, each once, as far as a
 * year. Looks no further than it is asked to.
 */
export function* lineAt(
  schedule: Schedule,
  overrides: readonly Override[],
  at: Date,
): Generator<string | null> {
  const now = onCallAt(schedule, overrides, at)?.person ?? null;
  yield now;
  const seen = new Set([now]);
  for (let day = 0; day < FURTHEST && !everybodySeen(schedule, overrides, seen); day += STEP) {
    const from = new Date(at.getTime() + day * DAY);
    const until = new Date(at.getTime() + (day + STEP) * DAY);
    for (const { person } of turnsBetween(schedule, overrides, from, until)) {
      if (person === null || seen.has(person)) continue;
      seen.add(person);
      yield person;
    }
  }
}

/** In days: most lines are complete within a step. */
const STEP = 31;
const FURTHEST = 366;

/** Never for a calendar, which may have anybody in it. */
function everybodySeen(
  { layers }: Schedule,
  overrides: readonly Override[],
  seen: ReadonlySet<string | null>,
): boolean {
  const planned = layers.flatMap((layer) => peopleOf(layer) ?? [undefined]);
  const all = [...planned, ...overrides.map(({ person }) => person)];
  return all.every((person) => person !== undefined && seen.has(person));
}

function peopleOf(layer: Layer): string[] | null {
  switch (layer.kind) {
    case 'rotation':
      return layer.people;
    case 'shifts':
      return layer.shifts.map(({ person }) => person);
    case 'calendar':
      return null;
    default:
      return unreachable(layer);
  }
}
