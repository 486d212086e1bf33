import { isRefusal } from '../../lib/refusal.ts';
import { changeAfter } from '../../oncall/schedule-turns.ts';
import type { World } from '../ports.ts';
import { userAt } from './hand-over.ts';
import { memberOf } from './member-of.ts';
import { pagedBy } from './paged-by.ts';
import { type Planned, type Rota, readRota } from './rota.ts';
import { TURNS_AHEAD_MS, type TurnOf, turnsOf } from './turns-of.ts';

/** What somebody sees of who is on call on their own page. */
export interface HomeOnCall {
  schedules: HomeSchedule[];
  /** The reader's own turns, the one that is on first; null for whoever is not listed. */
  own: OwnTurn[] | null;
  now: Date;
}

/** Without an end where none is in sight. */
export interface OwnTurn extends Omit<TurnOf, 'until'> {
  until: Date | null;
}

export interface HomeSchedule {
  schedule: string;
  /** Services that page it. */
  services: string[];
  /** Slack user ids; null: nobody. */
  user: string | null;
  until: Date | null;
  next: string | null;
}

export async function homeOnCall(
  { clock, store, directory }: Pick<World, 'clock' | 'store' | 'directory'>,
  reader: string,
): Promise<HomeOnCall> {
  const now = clock.now();
  const rota = await readRota(directory, store.overrides, now);
  const member = memberOf(directory, reader);
  return {
    schedules: [...rota].map(([schedule, planned]) => ({
      schedule,
      services: pagedBy(directory, schedule).map(({ service }) => service.service),
      ...nowAndNext(directory, planned, now),
    })),
    own: isRefusal(member) ? null : ownTurns(rota, member.person, now),
    now,
  };
}

function nowAndNext(directory: World['directory'], planned: Planned, now: Date) {
  const until = changeAfter(planned.schedule, planned.overrides, now);
  const next = until && userAt(directory, planned, until);
  return { user: userAt(directory, planned, now), until, next };
}

function ownTurns(rota: Rota, person: string, now: Date): OwnTurn[] {
  const horizon = new Date(now.getTime() + TURNS_AHEAD_MS);
  return turnsOf(rota, now, horizon)
    .filter((turn) => turn.person === person)
    .map((turn) => ({ ...turn, until: turn.until < horizon ? turn.until : null }));
}
