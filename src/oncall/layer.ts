import { unreachable } from '../lib/unreachable.ts';
import { type PersonSpan, type Rotation, turnsOf } from './rotation.ts';
import { clip, overlay, type Span, within } from './spans.ts';
import { instantOf, type Wall } from './wall-clock.ts';
import { openings, openTimes, type Window } from './window.ts';

/** One plan of who is on call. Where it says nothing, the layer below counts. */
export type Layer = RotationLayer | ShiftLayer | CalendarLayer;

interface Named {
  name: string | null;
  zone: string;
}

export interface RotationLayer extends Named, Rotation {
  kind: 'rotation';
  /** Empty: always. */
  only: Window[];
}

export interface ShiftLayer extends Named {
  kind: 'shifts';
  /** Nobody has a shift before it. */
  start: Wall | null;
  /** Where two overlap, the later one counts. */
  shifts: Shift[];
}

export interface Shift extends Window {
  person: string;
}

/** Shifts that another program plans, in order and without overlaps. */
export interface CalendarLayer extends Named {
  kind: 'calendar';
  shifts: PersonSpan[];
}

/** Who is on call by this layer alone between two instants: in order, without overlaps. */
export function spansOf(layer: Layer, span: Span): PersonSpan[] {
  return clip(wholeSpans(layer, span), span);
}

function wholeSpans(layer: Layer, span: Span): PersonSpan[] {
  switch (layer.kind) {
    case 'rotation': {
      const turns = turnsOf(layer, layer.zone, span);
      return layer.only.length === 0
        ? turns
        : within(turns, openTimes(layer.zone, layer.only, span));
    }
    case 'shifts': {
      const begins = layer.start === null ? -Infinity : instantOf(layer.zone, layer.start);
      const shifts = layer.shifts.map((shift) => shiftSpans(shift, layer.zone, span));
      const all = shifts.reduce<PersonSpan[]>((below, above) => overlay(below, above), []);
      return clip(all, { from: begins, until: Infinity });
    }
    case 'calendar':
      return layer.shifts;
    default:
      return unreachable(layer);
  }
}

/** A shift longer than a day meets itself again: the later one goes on where the earlier one ends. */
function shiftSpans(shift: Shift, zone: string, span: Span): PersonSpan[] {
  let end = -Infinity;
  return openings(zone, shift, span).flatMap(({ from, until }) => {
    const begin = Math.max(from, end);
    end = Math.max(until, end);
    return begin < until ? [{ from: begin, until, person: shift.person }] : [];
  });
}
