import { DAY, HOUR } from '../lib/duration.ts';
import type { Span } from './spans.ts';
import { instantOf, type Wall, wallAt } from './wall-clock.ts';

export const turnLengths = ['hour', 'day', 'week', 'month'] as const;
export type TurnLength = (typeof turnLengths)[number];

/** People who take turns of equal length on the wall clock. */
export interface Rotation {
  people: string[];
  turn: TurnLength;
  /** A turn is so many hours, days, weeks or months. */
  every: number;
  /** One hand-off; all others are counted from it. */
  anchor: Wall;
  /** Whether nobody is on call before the anchor; else the turns go back as they go on. */
  begins: boolean;
}

export interface PersonSpan extends Span {
  person: string;
}

/** The turns that touch a stretch of time, whole, in order. Somebody alone has one turn without end. */
export function turnsOf(rotation: Rotation, zone: string, { from, until }: Span): PersonSpan[] {
  const { people, begins, anchor } = rotation;
  const [only] = people;
  if (people.length === 1 && only !== undefined) {
    const alone = { from: begins ? instantOf(zone, anchor) : -Infinity, until: Infinity };
    return alone.from < until ? [{ ...alone, person: only }] : [];
  }
  const turns: PersonSpan[] = [];
  let turn = turnNumber(rotation, zone, from);
  if (begins) turn = Math.max(0, turn);
  let begin = handOff(rotation, zone, turn);
  while (begin < until) {
    const end = handOff(rotation, zone, turn + 1);
    const person = people[modulo(turn, people.length)];
    // Hours that spring leaves out make a turn without length, and its person is passed over.
    if (begin < end && person !== undefined) turns.push({ from: begin, until: end, person });
    begin = end;
    turn += 1;
  }
  return turns;
}

/** The turn at an instant. Hand-offs come in the order of their numbers, so the last one before it counts. */
function turnNumber(rotation: Rotation, zone: string, at: number): number {
  let turn = wallTurnNumber(rotation, wallAt(zone, at));
  while (handOff(rotation, zone, turn) > at) turn -= 1;
  while (handOff(rotation, zone, turn + 1) <= at) turn += 1;
  return turn;
}

/** Right but for the days on which the clocks change and the last ones of a month. */
function wallTurnNumber({ turn, every, anchor }: Rotation, wall: Wall): number {
  const passed =
    turn === 'month' ? monthOf(wall) - monthOf(anchor) : (wall - anchor) / lengths[turn];
  return Math.floor(passed / every);
}

function handOff({ turn, every, anchor }: Rotation, zone: string, number: number): number {
  const count = number * every;
  const wall = turn === 'month' ? addMonths(anchor, count) : anchor + count * lengths[turn];
  return instantOf(zone, wall);
}

/** The same day and time of another month; its last day, where it has no such day. */
function addMonths(wall: Wall, count: number): Wall {
  const month = monthOf(wall) + count;
  const date = new Date(wall);
  const lastDay = new Date(Date.UTC(1970, month + 1, 0)).getUTCDate();
  const midnight = Date.UTC(1970, month, Math.min(date.getUTCDate(), lastDay));
  return midnight + modulo(wall, DAY);
}

/** Months since January 1970. */
function monthOf(wall: Wall): number {
  const date = new Date(wall);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size;
}

const lengths = { hour: HOUR, day: DAY, week: 7 * DAY } as const;
