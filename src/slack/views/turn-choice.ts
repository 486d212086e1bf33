import type { TurnOf } from '../../flow/oncall/turns-of.ts';
import { dateOf, timeOfDay } from '../../oncall/days.ts';
import { limits } from '../limits.ts';
import type { Choice } from './form.ts';
import { plainLine } from './text.ts';

/**
 * Choices have no times on the reader's own clock: they are written in one zone, which the form names.
 * The schedule is named where there are several.
 */
export function turnChoices(
  turns: readonly TurnOf[],
  { zone, now, nameOf }: { zone: string; now: Date; nameOf: (turn: TurnOf) => string | null },
): Choice[] {
  const several = new Set(turns.map(({ schedule }) => schedule)).size > 1;
  return turns.slice(0, limits.options).map((turn) => {
    const who = nameOf(turn);
    const begin = turn.from <= now ? 'now' : clock(zone, turn.from);
    const name = who === null ? '' : `${plainLine(who, 22)}, `;
    const schedule = several ? ` (${turn.schedule})` : '';
    return {
      value: written(turn),
      text: `${name}${begin} – ${clock(zone, turn.until)}${schedule}`,
    };
  });
}

/** The turn behind a choice; null for anything else. */
export function turnIn(value: string | null): TurnOf | null {
  const found = /^([a-z0-9-]{1,40}) ([a-z0-9-]{1,40}) (\d{9,11}) (\d{9,11})$/.exec(value ?? '');
  if (found === null) return null;
  const [, schedule = '', person = '', from = '', until = ''] = found;
  return { schedule, person, from: instant(from), until: instant(until) };
}

function written({ schedule, person, from, until }: TurnOf): string {
  return `${schedule} ${person} ${seconds(from)} ${seconds(until)}`;
}

/** `Mon 11 Jan 09:00`. */
function clock(zone: string, at: Date): string {
  const day = new Date(`${dateOf(zone, at)}T00:00Z`).toUTCString();
  return `${day.slice(0, 3)} ${Number(day.slice(5, 7))} ${day.slice(8, 11)} ${timeOfDay(zone, at)}`;
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

function instant(seconds: string): Date {
  return new Date(Number(seconds) * 1000);
}
