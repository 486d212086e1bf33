import type { Log } from '../../lib/log.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { type Desk, putSlot } from './put-slot.ts';
import type { Slot } from './slots.ts';

/** Slack's answers that hold for every message of that place: archived, deleted, or closed to us. */
const closed = new Set(['is_archived', 'is_inactive', 'channel_not_found', 'not_in_channel']);

/**
 * Brings each message to where it should be. One that Slack refuses is logged and left: whoever was
 * paged and the digest must not wait for a channel that somebody archived.
 */
export async function putSlots(desk: Desk, slots: Slot[], log: Log): Promise<void> {
  const closedPlaces = new Set<string>();
  for (const slot of slots) {
    const place = JSON.stringify(slot.place);
    if (closedPlaces.has(place)) continue;
    try {
      await putSlot(desk, slot);
    } catch (error) {
      const refusal = slackErrorOf(error);
      if (refusal === null) throw error;
      const fields = { incident: desk.incidentId, slot: slot.name, place: slot.place, refusal };
      log.error(fields, 'Slack refused a message; the others of the incident go on');
      if (closed.has(refusal)) closedPlaces.add(place);
    }
  }
}
