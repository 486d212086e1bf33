import { swapDecidedMessage, swapMessage, type ToldSwap } from '../views/swap-told.ts';
import { slot } from './slot.ts';
import type { Slot } from './slots.ts';
import type { Projection } from './sync-incident.ts';

/** Between the two of them; the digest channel hears of it once both have said yes. */
export async function swapSlots({ world, places }: Projection, id: string): Promise<Slot[]> {
  const request = await world.store.swaps.byId(id);
  const { people, digest_channel: digest } = world.directory;
  const user = request && people[request.one.person]?.slack;
  const other = request && people[request.other.person]?.slack;
  if (!request || !user || !other) return [];
  const came = request.swap === null ? null : await world.store.overrides.entered(request.swap);
  const told: ToldSwap = { request, user, other, endedBy: came?.ended?.by ?? null };
  const ended = told.endedBy !== null;
  const over = request.state !== 'open';
  const channel = request.state === 'agreed' ? await places.named(digest) : null;
  return [
    slot('asked', { user: other }, swapMessage(told, 'asked'), over),
    slot('own', { user }, swapMessage(told, 'author'), over),
    ...decided(told),
    ...(channel ? [slot('agreed', { channel }, swapDecidedMessage(told, false), ended)] : []),
  ];
}

/** Whoever asked hears the answer; what both agreed to, both can take back. */
function decided(told: ToldSwap): Slot[] {
  const { state } = told.request;
  const message = swapDecidedMessage(told, true);
  const ended = told.endedBy !== null;
  const asker = slot('decided', { user: told.user }, message, ended);
  if (state === 'agreed')
    return [asker, slot('decided:other', { user: told.other }, message, ended)];
  return state === 'declined' || state === 'expired' ? [asker] : [];
}
