import { DAY } from '../lib/duration.ts';
import { spansOf } from './layer.ts';
import type { Override } from './override.ts';
import type { Schedule } from './schedule.ts';
import { clip, overlay, type Span, without } from './spans.ts';

/** A stretch of time with one person on call for one reason, or with nobody. */
export interface Segment {
  from: Date;
  until: Date;
  /** Null: a gap. */
  person: string | null;
  why: Why;
}

export type Why =
  | { kind: 'gap' }
  /** `layer` counts from 1. */
  | { kind: 'layer'; layer: number; name: string | null }
  /** `of`: who would be on call without it. */
  | { kind: 'override'; override: Override; of: string | null };

export interface OnCall {
  person: string;
  why: Why;
}

/** One person on call without interruption, for whatever reasons; null where no end is in sight. */
export interface Turn extends OnCall {
  from: Date | null;
  until: Date | null;
}

/** Who is on call at an instant; null in a gap. `overrides` are those of this schedule, in any order. */
export function onCallAt(
  schedule: Schedule,
  overrides: readonly Override[],
  at: Date,
): OnCall | null {
  const [segment] = turnsBetween(schedule, overrides, at, new Date(at.getTime() + 1));
  return segment?.person ? { person: segment.person, why: segment.why } : null;
}

/** The whole stretch between two instants, in order and without holes: gaps are segments of nobody. */
export function turnsBetween(
  schedule: Schedule,
  overrides: readonly Override[],
  from: Date,
  until: Date,
): Segment[] {
  const span = { from: from.getTime(), until: until.getTime() };
  if (!(span.from < span.until)) return [];
  const planned = schedule.layers.reduce<Piece[]>((below, layer, index) => {
    const why: Why = { kind: 'layer', layer: index + 1, name: layer.name };
    return overlay(
      below,
      spansOf(layer, span).map((piece) => ({ ...piece, why })),
    );
  }, []);
  const gaps = without([{ ...span, person: null, why: gap }], planned);
  const pieces = overlay<Piece>(planned, gaps);
  return joined(overrides.toSorted(inOrder).reduce(override, pieces)).map((piece) => ({
    ...piece,
    from: new Date(piece.from),
    until: new Date(piece.until),
  }));
}

/** When nobody is on call. */
export function gapsBetween(
  schedule: Schedule,
  overrides: readonly Override[],
  from: Date,
  until: Date,
): { from: Date; until: Date }[] {
  return turnsBetween(schedule, overrides, from, until).flatMap(({ person, ...segment }) =>
    person === null ? [{ from: segment.from, until: segment.until }] : [],
  );
}

/** The turn at an instant, as far as a year in both directions; null in a gap. */
export function turnAt(schedule: Schedule, overrides: readonly Override[], at: Date): Turn | null {
  const now = onCallAt(schedule, overrides, at);
  if (now === null) return null;
  const other = ({ person }: Segment) => person !== now.person;
  const until = changeAfter(schedule, overrides, at);
  return { ...now, from: lastBefore(schedule, overrides, at, other)?.until ?? null, until };
}

/** When somebody else is on call than at an instant, or nobody, or somebody again; null: not within a year. */
export function changeAfter(
  schedule: Schedule,
  overrides: readonly Override[],
  at: Date,
): Date | null {
  const now = onCallAt(schedule, overrides, at)?.person ?? null;
  return firstAfter(schedule, overrides, at, ({ person }) => person !== now)?.from ?? null;
}

/** The first segment after an instant, within a year, that is of the kind. */
function firstAfter(
  schedule: Schedule,
  overrides: readonly Override[],
  at: Date,
  isOfKind: (segment: Segment) => boolean,
): Segment | null {
  for (const [near, far] of reaches) {
    const found = turnsBetween(schedule, overrides, plus(at, near), plus(at, far)).find(isOfKind);
    if (found) return found;
  }
  return null;
}

function lastBefore(
  schedule: Schedule,
  overrides: readonly Override[],
  at: Date,
  isOfKind: (segment: Segment) => boolean,
): Segment | null {
  for (const [near, far] of reaches) {
    const segments = turnsBetween(schedule, overrides, plus(at, -far), plus(at, -near));
    const found = segments.findLast(isOfKind);
    if (found) return found;
  }
  return null;
}

/** Most turns end soon: looked for in steps that grow. */
const reaches = [
  [0, 8 * DAY],
  [8 * DAY, 40 * DAY],
  [40 * DAY, 366 * DAY],
] as const;

function plus(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

interface Piece extends Span {
  person: string | null;
  why: Why;
}

const gap: Why = { kind: 'gap' };

/** What was entered later counts. */
function inOrder(a: Override, b: Override): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

function override(pieces: Piece[], entered: Override): Piece[] {
  const span = { from: entered.from.getTime(), until: entered.until.getTime() };
  if (!(span.from < span.until)) return pieces;
  const taken = clip(pieces, span).filter(
    ({ person }) =>
      person !== entered.person && (entered.instead === null || person === entered.instead),
  );
  return overlay(
    pieces,
    taken.map(({ from, until, person: of }) => ({
      from,
      until,
      person: entered.person,
      why: { kind: 'override', override: entered, of } as const,
    })),
  );
}

/** Turns that follow each other for the same reason are one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last && last.person === piece.person && sameReason(last.why, piece.why)) {
      last.until = piece.until;
    } else all.push({ ...piece });
  }
  return all;
}

function sameReason(a: Why, b: Why): boolean {
  if (a.kind === 'layer' && b.kind === 'layer') return a.layer === b.layer;
  if (a.kind === 'override' && b.kind === 'override')
    return a.override.id === b.override.id && a.of === b.of;
  return a.kind === b.kind;
}
