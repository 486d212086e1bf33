import { newId } from '../../lib/ids.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import {
  askForCover,
  type CoverRequest,
  type CoverWish,
  expireCover,
  takeCover,
  withdrawCover,
} from '../../oncall/cover.ts';
import type { Override } from '../../oncall/override.ts';
import type { Effect, World } from '../ports.ts';
import { decided } from './decided.ts';
import type { Member } from './member-of.ts';
import { planOf } from './override.ts';

/** Asks the others to take a stretch. */
export async function askCover(world: World, wish: CoverWish): Promise<CoverRequest | Refusal> {
  const now = world.clock.now();
  const id = newId();
  return decided(world, { about: 'cover', id }, async (tx) => {
    const plan = await planOf(tx, world, wish);
    if (isRefusal(plan)) return plan;
    const request = askForCover(plan, wish, id, now);
    if (isRefusal(request)) return request;
    if ((await tx.covers.open()).some((open) => overlaps(open, request))) return askedAlready;
    await tx.covers.add(request);
    return request;
  });
}

/** Of two who press at once, the second one hears who was first. */
export async function acceptCover(
  world: World,
  id: string,
  taker: Member,
): Promise<{ request: CoverRequest; override: Override } | Refusal> {
  const now = world.clock.now();
  return decided(world, { about: 'cover', id }, async (tx) => {
    const request = await tx.covers.lock(id);
    if (request === null) return unknown;
    const plan = await planOf(tx, world, request);
    if (isRefusal(plan)) return plan;
    const taken = takeCover(plan, request, taker, newId(), now);
    if (isRefusal(taken)) return taken;
    await tx.overrides.add([taken.override]);
    await tx.covers.save(taken.request);
    return taken;
  });
}

export async function withdrawCoverRequest(
  world: World,
  id: string,
  by: Member,
): Promise<CoverRequest | Refusal> {
  const now = world.clock.now();
  return decided(world, { about: 'cover', id }, async (tx) => {
    const request = await tx.covers.lock(id);
    if (request === null) return unknown;
    const withdrawn = withdrawCover(request, by, now);
    if (!isRefusal(withdrawn)) await tx.covers.save(withdrawn);
    return withdrawn;
  });
}

/** Closes the requests whose time is over; returns them. */
export async function expireCovers(world: World): Promise<CoverRequest[]> {
  const now = world.clock.now();
  const due = (await world.store.covers.open()).filter(({ until }) => until <= now);
  const expired: CoverRequest[] = [];
  for (const { id } of due) {
    await world.store.write(async (tx) => {
      const request = await tx.covers.lock(id);
      const closed = request && expireCover(request, now);
      if (!closed) return;
      await tx.covers.save(closed);
      await tx.effects.add([tell(closed)]);
      expired.push(closed);
    });
  }
  return expired;
}

const unknown = refuse('no-cover', 'This request is not known here any more.');
const askedAlready = refuse(
  'cover-asked',
  'You have asked for that time already, and nobody has taken it yet. Withdraw that request to ask anew.',
);

function overlaps(open: CoverRequest, request: CoverRequest): boolean {
  const same = open.schedule === request.schedule && open.person === request.person;
  return same && open.from < request.until && request.from < open.until;
}

function tell({ id }: CoverRequest): Effect {
  return { kind: 'sync-oncall', about: 'cover', id };
}
