import { z } from 'zod';
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
  const { messages } = await desk.outbound.call('rest', 'conversations.history', {
    channel,
    limit: 200,
    include_all_metadata: true,
  });
  if (!Array.isArray(messages)) return;
  for (const message of messages) {
    const ours = Posted.safeParse(message);
    if (!ours.success) continue;
    const { incident, slot } = ours.data.metadata.event_payload;
    if (incident !== desk.incidentId || desk.standing.has(slot)) continue;
    const row = { slot, channelId: channel, ts: ours.data.ts, digest: '' };
    await desk.state.put(desk.incidentId, row);
    desk.standing.set(slot, row);
  }
}
