import type { Effect } from '../../flow/ports.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { lookOnce } from './adopt.ts';
import { coverSlots } from './cover-slots.ts';
import { overrideSlots } from './override-slots.ts';
import type { Desk } from './put-slot.ts';
import { putSlots } from './put-slots.ts';
import type { Slot } from './slots.ts';
import { swapSlots } from './swap-slots.ts';
import type { Projection } from './sync-incident.ts';

type Change = Extract<Effect, { kind: 'sync-oncall' }>;

/** Brings Slack to what the database says of one change of who is on call; safe to run again at any time. */
export async function syncOnCall(
  projection: Projection,
  change: Change,
  attempt: number,
): Promise<void> {
  const { world, outbound, places } = projection;
  const state = world.store.onCallMessages;
  const subject = `${change.about}:${change.id}`;
  const standing = new Map((await state.messages(subject)).map((row) => [row.slot, row]));
  const earlier = attempt > 1 ? lookOnce(outbound) : null;
  const desk: Desk = { incidentId: subject, outbound, places, state, standing, earlier };
  await putSlots(desk, await slotsOf(projection, change, [...standing.keys()]), world.log);
}

function slotsOf(
  projection: Projection,
  { about, id }: Change,
  standing: string[],
): Promise<Slot[]> {
  switch (about) {
    case 'override':
      return overrideSlots(projection, id);
    case 'cover':
      return coverSlots(projection, id, standing);
    case 'swap':
      return swapSlots(projection, id);
    default:
      return unreachable(about);
  }
}
