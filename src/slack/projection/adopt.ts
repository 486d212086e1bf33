import { z } from 'zod';
import type { Outbound } from '../outbound/client.ts';
import type { Desk } from './put-slot.ts';

const Posted = z.object({
  ts: z.string(),
  metadata: z.object({
    event_type: z.literal('runbell_slot'),
    event_payload: z.object({ incident: z.string(), slot: z.string() }),
  }),
});

/**
 * Finds messages of ours that stand in the channel without our knowing: posted, then the bot died
 * before it wrote that down. They are edited from now on instead of posted twice.
 */
export async function adoptPosted(desk: Desk, channel: string): Promise<void> {
  for (const { ts, slot } of await postedIn(desk.outbound, 'rest', channel, desk.incidentId)) {
    if (desk.standing.has(slot)) continue;
    const row = { slot, channelId: channel, ts, digest: '' };
    await desk.state.put(desk.incidentId, row);
    desk.standing.set(slot, row);
  }
}

/** The timestamp of one message of ours, when it stands there already. */
export async function findPosted(
  outbound: Outbound,
  channel: string,
  incidentId: string,
  slot: string,
): Promise<string | null> {
  const posted = await postedIn(outbound, 'page', channel, incidentId);
  return posted.find((message) => message.slot === slot)?.ts ?? null;
}

async function postedIn(
  outbound: Outbound,
  lane: 'page' | 'rest',
  channel: string,
  incidentId: string,
): Promise<{ ts: string; slot: string }[]> {
  const { messages } = await outbound.call(lane, 'conversations.history', {
    channel,
    limit: 200,
    include_all_metadata: true,
  });
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((message) => {
    const { success, data } = Posted.safeParse(message);
    if (!success || data.metadata.event_payload.incident !== incidentId) return [];
    return [{ ts: data.ts, slot: data.metadata.event_payload.slot }];
  });
}
