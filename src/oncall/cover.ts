import { isRefusal, type Refusal, refuse } from '../lib/refusal.ts';
import type { Override } from './override.ts';
import { decideOverride, type Plan } from './override-decide.ts';
import { turnsBetween } from './schedule-turns.ts';

/** "Who covers for me?": open until somebody takes it, its author withdraws it, or its time is over. */
export interface CoverRequest {
  id: string;
  schedule: string;
  /** Who asks. */
  person: string;
  from: Date;
  until: Date;
  reason: string | null;
  state: 'open' | 'taken' | 'withdrawn' | 'expired';
  /** Slack user id of whoever decided; null while it is open and when it expired. */
  decidedBy: string | null;
  decidedAt: Date | null;
  /** What came of it. */
  overrideId: string | null;
  createdAt: Date;
}

export type CoverWish = Pick<CoverRequest, 'schedule' | 'person' | 'from' | 'until' | 'reason'>;

export function askForCover(
  plan: Plan,
  wish: CoverWish,
  id: string,
  now: Date,
): CoverRequest | Refusal {
  if (!(wish.from < wish.until))
    return refuse('ends-first', 'It ends before it begins. Give an end after the begin.');
  if (wish.until <= now) return refuse('past', 'That time is over, so nobody can cover it.');
  const from = wish.from < now ? now : wish.from;
  const stretch = turnsBetween(plan.schedule, plan.overrides, from, wish.until);
  if (stretch.every(({ person }) => person !== wish.person))
    return refuse('not-on-call', 'You are not on call then, so there is nothing to cover.');
  return { ...wish, from, id, createdAt: now, ...undecided };
}

/** The override that covers it, entered by whoever takes it. */
export function takeCover(
  plan: Plan,
  request: CoverRequest,
  taker: { person: string; user: string },
  overrideId: string,
  now: Date,
): { request: CoverRequest; override: Override } | Refusal {
  const settled = notOpen(request, now);
  if (settled) return settled;
  if (taker.person === request.person)
    return refuse('own-cover', 'You asked for it yourself. Somebody else has to take it.');
  const { schedule, person: instead, from, until, reason } = request;
  const wish = { schedule, person: taker.person, instead, from, until, by: taker.user, reason };
  const override = decideOverride(plan, wish, overrideId, now);
  if (isRefusal(override)) return override;
  const decided = { state: 'taken', decidedBy: taker.user, decidedAt: now, overrideId } as const;
  return { request: { ...request, ...decided }, override };
}

export function withdrawCover(
  request: CoverRequest,
  by: { person: string; user: string },
  now: Date,
): CoverRequest | Refusal {
  const settled = notOpen(request, now);
  if (settled) return settled;
  if (by.person !== request.person)
    return refuse('not-yours', 'Only whoever asked can withdraw it. You may take it instead.');
  return { ...request, state: 'withdrawn', decidedBy: by.user, decidedAt: now };
}

/** An open request whose time is over. */
export function expireCover(request: CoverRequest, now: Date): CoverRequest | null {
  if (request.state !== 'open' || request.until > now) return null;
  return { ...request, state: 'expired', decidedAt: now };
}

const undecided = {
  state: 'open',
  decidedBy: null,
  decidedAt: null,
  overrideId: null,
} as const;

function notOpen({ state, decidedBy, until }: CoverRequest, now: Date): Refusal | null {
  if (state === 'taken') return refuse('cover-taken', `<@${decidedBy}> has taken it already.`);
  if (state === 'withdrawn') return refuse('cover-withdrawn', 'It was withdrawn.');
  if (state === 'expired' || until <= now) return refuse('past', 'That time is over.');
  return null;
}
