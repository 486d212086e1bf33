import { isRefusal, type Refusal, refuse } from '../lib/refusal.ts';
import type { Override } from './override.ts';
import type { Plan } from './override-decide.ts';
import { decideSwap, type Given } from './swap.ts';

/** "Do you take my turn for yours?": open until the other one answers, its author withdraws it, or a turn is over. */
export interface SwapRequest {
  id: string;
  schedule: string;
  /** What whoever asks gives away. */
  one: Given;
  /** What whoever is asked would give for it. */
  other: Given;
  reason: string | null;
  state: 'open' | 'agreed' | 'declined' | 'withdrawn' | 'expired';
  /** Slack user id of whoever decided; null while it is open and when it expired. */
  decidedBy: string | null;
  decidedAt: Date | null;
  /** What came of it: the id of its first half. */
  swap: string | null;
  createdAt: Date;
}

export type SwapAsked = Pick<SwapRequest, 'schedule' | 'one' | 'other' | 'reason'>;

interface By {
  person: string;
  user: string;
}

/** Judged as if the other one had agreed: nobody is asked for what cannot be. */
export function askForSwap(
  plan: Plan,
  asked: SwapAsked,
  id: string,
  now: Date,
): SwapRequest | Refusal {
  const judged = decideSwap(plan, { ...asked, by: asked.one.person }, [id, id], now);
  if (isRefusal(judged)) return judged;
  const undecided = { state: 'open', decidedBy: null, decidedAt: null, swap: null } as const;
  return { ...asked, ...undecided, id, createdAt: now };
}

export function agreeToSwap(
  plan: Plan,
  request: SwapRequest,
  by: By,
  ids: [string, string],
  now: Date,
): { request: SwapRequest; halves: [Override, Override] } | Refusal {
  const no = settled(request, now) ?? notAsked(request, by);
  if (no) return no;
  const halves = decideSwap(plan, { ...request, by: by.user }, ids, now);
  if (isRefusal(halves)) return halves;
  const decided = { state: 'agreed', decidedBy: by.user, decidedAt: now, swap: ids[0] } as const;
  return { request: { ...request, ...decided }, halves };
}

export function declineSwap(request: SwapRequest, by: By, now: Date): SwapRequest | Refusal {
  const no = settled(request, now) ?? notAsked(request, by);
  return no ?? { ...request, state: 'declined', decidedBy: by.user, decidedAt: now };
}

export function withdrawSwap(request: SwapRequest, by: By, now: Date): SwapRequest | Refusal {
  const no = settled(request, now);
  if (no) return no;
  if (by.person !== request.one.person)
    return refuse('not-yours', 'Only whoever asked can withdraw it.');
  return { ...request, state: 'withdrawn', decidedBy: by.user, decidedAt: now };
}

/** An open request of which a turn is over. */
export function expireSwap(request: SwapRequest, now: Date): SwapRequest | null {
  return request.state === 'open' && isOver(request, now)
    ? { ...request, state: 'expired', decidedAt: now }
    : null;
}

function isOver({ one, other }: SwapRequest, now: Date): boolean {
  return one.until <= now || other.until <= now;
}

function settled(request: SwapRequest, now: Date): Refusal | null {
  const { state, decidedBy } = request;
  if (state === 'agreed') return refuse('swap-agreed', `<@${decidedBy}> has agreed already.`);
  if (state === 'declined') return refuse('swap-declined', `<@${decidedBy}> has declined.`);
  if (state === 'withdrawn') return refuse('swap-withdrawn', 'It was withdrawn.');
  if (state === 'expired' || isOver(request, now)) return refuse('past', 'That time is over.');
  return null;
}

function notAsked({ other }: SwapRequest, by: By): Refusal | null {
  if (by.person === other.person) return null;
  return refuse('not-asked', 'Only whoever is asked can answer. Ask for cover to ask everybody.');
}
