import { z } from 'zod';
import type { Lane, Outbound } from '../outbound/client.ts';

const Posted = z.object({
  ts: z.string(),
  metadata: z.object({
    event_type: z.literal('runbell_slot'),
    event_payload: z.object({ incident: z.string(), slot: z.string() }),
  }),
});

/** One message of ours as Slack has it. */
interface Standing {
  ts: string;
  incident: string;
  slot: string;
}

/** What bots of this kind posted in a place; each place is looked through once. */
export type Earlier = (where: Where) => Promise<Standing[]>;

/** A channel, or the thread under one of its messages. */
interface Where {
  channel: string;
  under: string | null;
}

export function lookOnce(outbound: Outbound): Earlier {
  const known = new Map<string, Promise<Standing[]>>();
  return (where) => {
    const key = `${where.channel} ${where.under}`;
    const found = known.get(key) ?? postedIn(outbound, 'rest', where);
    known.set(key, found);
    return found;
  };
}

/** The timestamp of one message of ours, when it stands there already. */
export async function findPosted(
  outbound: Outbound,
  lane: Lane,
  where: Where,
  wanted: { incident: string; slot: string },
): Promise<string | null> {
  return pick(await postedIn(outbound, lane, where), wanted);
}

export function pick(
  posted: Standing[],
  wanted: { incident: string; slot: string },
): string | null {
  const found = posted.find(
    ({ incident, slot }) => incident === wanted.incident && slot === wanted.slot,
  );
  return found?.ts ?? null;
}

/** At most the latest 200. */
async function postedIn(
  outbound: Outbound,
  lane: Lane,
  { channel, under }: Where,
): Promise<Standing[]> {
  const common = { channel, limit: 200, include_all_metadata: true };
  const { messages } = under
    ? await outbound.call(lane, 'conversations.replies', { ...common, ts: under })
    : await outbound.call(lane, 'conversations.history', common);
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((message) => {
    const { success, data } = Posted.safeParse(message);
    return success ? [{ ts: data.ts, ...data.metadata.event_payload }] : [];
  });
}
