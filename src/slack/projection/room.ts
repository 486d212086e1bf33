import type { Incident } from '../../incident/types.ts';
import type { Log } from '../../lib/log.ts';
import type { Outbound } from '../outbound/client.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { channelName } from '../views/channel-name.ts';

export interface Room {
  id: string;
  name: string;
}

const MOST_NAMES = 20;

/**
 * Makes the incident's channel. A name that is taken gets a number, unless the bot made that channel
 * itself a moment before it died. A workspace that lets no app make channels gets its incidents in the
 * digest channel.
 */
export async function makeRoom(
  outbound: Outbound,
  incident: Incident,
  fallback: Room,
  log: Log,
): Promise<Room> {
  for (let attempt = 1; attempt <= MOST_NAMES; attempt += 1) {
    const name = channelName(incident.number, incident.title, attempt);
    try {
      const { channel } = await outbound.call('rest', 'conversations.create', { name });
      return { id: idOf(channel), name };
    } catch (error) {
      const refusal = slackErrorOf(error);
      if (refusal === null) throw error;
      if (refusal === 'name_taken') continue;
      log.error(
        { incident: incident.id, refusal },
        'the incident channel could not be made; the digest channel takes its place',
      );
      return fallback;
    }
  }
  return fallback;
}

function idOf(channel: unknown): string {
  if (typeof channel === 'object' && channel !== null && 'id' in channel) return String(channel.id);
  throw new Error('conversations.create answered without a channel');
}
