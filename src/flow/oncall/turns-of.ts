import { DAY } from '../../lib/duration.ts';
import { turnsBetween } from '../../oncall/schedule-turns.ts';
import type { Planned, Rota } from './rota.ts';

/** As far ahead as turns are shown on the Home tab, and given away by a form. */
export const TURNS_AHEAD_MS = 56 * DAY;

/** A stretch in which one person is on call without a break. */
export interface TurnOf {
  schedule: string;
  person: string;
  from: Date;
  until: Date;
}

/** Everybody's turns in a stretch of time, in all schedules, the next one first; clipped to it. */
export function turnsOf(rota: Rota, from: Date, until: Date): TurnOf[] {
  return [...rota]
    .flatMap(([schedule, planned]) => inOne(schedule, planned, from, until))
    .toSorted((a, b) => a.from.getTime() - b.from.getTime());
}

function inOne(schedule: string, planned: Planned, from: Date, until: Date): TurnOf[] {
  const turns: TurnOf[] = [];
  for (const segment of turnsBetween(planned.schedule, planned.overrides, from, until)) {
    const last = turns.at(-1);
    if (segment.person === null) continue;
    const goesOn = last?.person === segment.person && +last.until === +segment.from;
    if (goesOn) last.until = segment.until;
    else turns.push({ ...segment, schedule, person: segment.person });
  }
  return turns.map(({ person, from, until }) => ({ schedule, person, from, until }));
}
