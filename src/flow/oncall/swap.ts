import { newId } from '../../lib/ids.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import type { Plan, Wish } from '../../oncall/override-decide.ts';
import {
  agreeToSwap,
  askForSwap,
  declineSwap,
  expireSwap,
  type SwapAsked,
  type SwapRequest,
  withdrawSwap,
} from '../../oncall/swap-request.ts';
import type { Effect, Tx, World } from '../ports.ts';
import { decided } from './decided.ts';
import { type Member, mayBeOnCall } from './member-of.ts';
import { planOf } from './override.ts';

/** Asks one person to take a turn for one of theirs; nothing changes before they agree. */
export async function askSwap(world: World, asked: SwapAsked): Promise<SwapRequest | Refusal> {
  const no = await mayBeOnCall(world, asked.other.person);
  if (no) return no;
  const now = world.clock.now();
  const id = newId();
  return decided(world, { about: 'swap', id }, async (tx) => {
    const plan = await planFor(tx, world, asked);
    if (isRefusal(plan)) return plan;
    const request = askForSwap(plan, asked, id, now);
    if (isRefusal(request)) return request;
    if ((await tx.swaps.open()).some((open) => isSame(open, request))) return askedAlready;
    await tx.swaps.add(request);
    return request;
  });
}

/** Both turns change hands, or neither does. */
export function agreeSwap(world: World, id: string, by: Member): Promise<SwapRequest | Refusal> {
  const now = world.clock.now();
  return decided(world, { about: 'swap', id }, async (tx) => {
    const request = await tx.swaps.lock(id);
    if (request === null) return unknown;
    const plan = await planFor(tx, world, request);
    if (isRefusal(plan)) return plan;
    const agreed = agreeToSwap(plan, request, by, [newId(), newId()], now);
    if (isRefusal(agreed)) return agreed;
    await tx.overrides.add(agreed.halves);
    await tx.swaps.save(agreed.request);
    return agreed.request;
  });
}

/** No from whoever was asked, or from whoever asked. */
export function endSwapRequest(
  world: World,
  id: string,
  how: 'decline' | 'withdraw',
  by: Member,
): Promise<SwapRequest | Refusal> {
  const now = world.clock.now();
  return decided(world, { about: 'swap', id }, async (tx) => {
    const request = await tx.swaps.lock(id);
    if (request === null) return unknown;
    const ended = (how === 'decline' ? declineSwap : withdrawSwap)(request, by, now);
    if (!isRefusal(ended)) await tx.swaps.save(ended);
    return ended;
  });
}

/** Closes the requests of which a turn is over; returns them. */
export async function expireSwaps(world: World): Promise<SwapRequest[]> {
  const now = world.clock.now();
  const due = (await world.store.swaps.open()).filter((one) => expireSwap(one, now) !== null);
  const expired: SwapRequest[] = [];
  for (const { id } of due) {
    await world.store.write(async (tx) => {
      const request = await tx.swaps.lock(id);
      const closed = request && expireSwap(request, now);
      if (!closed) return;
      await tx.swaps.save(closed);
      await tx.effects.add([tell(closed)]);
      expired.push(closed);
    });
  }
  return expired;
}

function planFor(
  tx: Tx,
  world: World,
  { schedule, one, other }: SwapAsked,
): Promise<Plan | Refusal> {
  const stretch: Pick<Wish, 'schedule' | 'from' | 'until'> = {
    schedule,
    from: new Date(Math.min(one.from.getTime(), other.from.getTime())),
    until: new Date(Math.max(one.until.getTime(), other.until.getTime())),
  };
  return planOf(tx, world, stretch);
}

function isSame(open: SwapRequest, { schedule, one, other }: SwapRequest): boolean {
  const people = open.one.person === one.person && open.other.person === other.person;
  const apart = open.one.from >= one.until || one.from >= open.one.until;
  return open.schedule === schedule && people && !apart;
}

function tell({ id }: SwapRequest): Effect {
  return { kind: 'sync-oncall', about: 'swap', id };
}

const unknown = refuse('no-swap', 'This request is not known here any more.');
const askedAlready = refuse(
  'swap-asked',
  'You have asked them for that turn already. Withdraw that request to ask anew.',
);
