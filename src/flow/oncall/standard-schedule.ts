import { onCallAt } from '../../oncall/schedule-turns.ts';
import type { Rota } from './rota.ts';

/** The schedule that somebody means who names none: where they are on call, else the first. */
export function standardSchedule(rota: Rota, person: string | null, now: Date): string | null {
  const own = [...rota].find(
    ([, { schedule, overrides }]) =>
      person !== null && onCallAt(schedule, overrides, now)?.person === person,
  );
  return own?.[0] ?? [...rota.keys()][0] ?? null;
}
