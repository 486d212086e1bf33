import { DAY, HOUR, MINUTE } from '../../lib/duration.ts';
import type { Refusal } from '../../lib/refusal.ts';
import { turnAt, turnsBetween } from '../../oncall/schedule-turns.ts';
import { instantOf, wallAt } from '../../oncall/wall-clock.ts';
import type { OverrideWords, Until } from './override-words.ts';
import { type Planned, type Planning, readRota } from './rota.ts';
import { noneYet } from './show-turns.ts';
import { standardSchedule } from './standard-schedule.ts';

/** What a form for an override opens with, and what one that was typed comes to. */
export interface OverrideDraft {
  schedule: string;
  /** A Slack user id. */
  user: string | null;
  from: Date;
  until: Date;
  reason: string | null;
}

/** From now to the end of the turn, where nothing else is said. */
export async function suggestOverride(
  world: Planning,
  { schedule, user, until, reason }: OverrideWords,
  by: string,
): Promise<OverrideDraft | Refusal> {
  const { clock, store, directory } = world;
  const now = clock.now();
  const rota = await readRota(directory, store.overrides, now);
  const [own] = Object.entries(directory.people).find(([, { slack }]) => slack === by) ?? [];
  const name = schedule ?? standardSchedule(rota, own ?? null, now);
  const planned = name === null ? undefined : rota.get(name);
  if (name === null || planned === undefined) return noneYet;
  const zone = (own && directory.people[own]?.zone) ?? planned.schedule.zone;
  const end = until === null ? endOfTurn(planned, now) : endOf(until, zone, now);
  return { schedule: name, user, from: now, until: end, reason };
}

/** Of a gap, its end; eight hours where no end is in sight. */
function endOfTurn({ schedule, overrides }: Planned, now: Date): Date {
  const turn = turnAt(schedule, overrides, now);
  if (turn?.until) return turn.until;
  const ahead = new Date(now.getTime() + 8 * DAY);
  const [first] = turnsBetween(schedule, overrides, now, ahead);
  const gap = turn === null && first !== undefined && first.until < ahead;
  return gap ? first.until : new Date(now.getTime() + 8 * HOUR);
}

/** A time on the wall is the next one of that kind, on the clock of whoever types. */
function endOf(until: Until, zone: string, now: Date): Date {
  if (until.kind === 'for') return new Date(now.getTime() + until.ms);
  const wall = wallAt(zone, now.getTime());
  const day = wall - (((wall % DAY) + DAY) % DAY);
  const time = until.hours * HOUR + until.minutes * MINUTE;
  const today = instantOf(zone, day + time);
  return new Date(today > now.getTime() ? today : instantOf(zone, day + DAY + time));
}
