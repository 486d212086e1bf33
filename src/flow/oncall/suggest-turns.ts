import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import type { Member } from './member-of.ts';
import { type Planning, readRota } from './rota.ts';
import { TURNS_AHEAD_MS, type TurnOf, turnsOf } from './turns-of.ts';

export interface OwnTurns {
  /** Their own, the one that is on or comes next first. */
  own: TurnOf[];
  /** Those of others in the same schedules. */
  others: TurnOf[];
  /** Whose clock the form shows. */
  zone: string;
}

/** The turns that somebody may give away, and those that they may get for it. */
export async function suggestTurns(
  { clock, store, directory }: Planning,
  { person }: Member,
): Promise<OwnTurns | Refusal> {
  const now = clock.now();
  const until = new Date(now.getTime() + TURNS_AHEAD_MS);
  const turns = turnsOf(await readRota(directory, store.overrides, now, until), now, until);
  const own = turns.filter((turn) => turn.person === person);
  const [first] = own;
  if (first === undefined)
    return refuse(
      'no-turn',
      'You are not on call in the next eight weeks, so there is nothing to give away.',
    );
  const mine = new Set(own.map(({ schedule }) => schedule));
  const zone = directory.people[person]?.zone ?? directory.schedules[first.schedule]?.zone ?? 'UTC';
  const others = turns.filter((turn) => turn.person !== person && mine.has(turn.schedule));
  return { own, others, zone };
}

/** The same for a swap, which needs somebody else. */
export async function suggestSwap(world: Planning, member: Member): Promise<OwnTurns | Refusal> {
  const turns = await suggestTurns(world, member);
  if (isRefusal(turns) || turns.others.length > 0) return turns;
  return refuse(
    'nobody-else',
    'Nobody else has a turn in your schedules in the next eight weeks, so there is nothing to swap. *Cover me* asks everybody.',
  );
}
