import type { Incident } from '../../incident/types.ts';
import type { Log } from '../../lib/log.ts';
import type { Outbound } from '../outbound/client.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { channelName } from '../views/channel-name.ts';
import type { Earlier } from './adopt.ts';
import { findChannel } from './find-channel.ts';

export interface Room {
  id: string;
  name: string;
}

const MOST_NAMES = 20;

interface Making {
  outbound: Outbound;
  incident: Incident;
  /** Given when an attempt before this one broke off, maybe just after it had made the channel. */
  earlier: Earlier | null;
  /** Takes the incident where the workspace lets no app make channels. */
  fallback: Room;
  log: Log;
}

/**
 * Makes the incident's channel. A name that is taken gets a number, unless the bot made that channel
 * itself a moment before it died.
 */
export async function makeRoom({
  outbound,
  incident,
  earlier,
  fallback,
  log,
}: Making): Promise<Room> {
  for (let attempt = 1; attempt <= MOST_NAMES; attempt += 1) {
    const name = channelName(incident.number, incident.title, attempt);
    try {
      const { channel } = await outbound.call('rest', 'conversations.create', { name });
      return { id: idOf(channel), name };
    } catch (error) {
      const refusal = slackErrorOf(error);
      if (refusal === null) throw error;
      if (refusal === 'name_taken') {
        const ours = earlier && (await ownRoom(outbound, earlier, name, incident.id));
        if (ours !== null) return { id: ours, name };
        continue;
      }
      log.error(
        { incident: incident.id, refusal },
        'the incident channel could not be made; the digest channel takes its place',
      );
      return fallback;
    }
  }
  return fallback;
}

/** A channel that the bot made and that holds no other incident, as one of an earlier database would. */
async function ownRoom(
  outbound: Outbound,
  earlier: Earlier,
  name: string,
  incidentId: string,
): Promise<string | null> {
  const found = await findChannel(outbound, name);
  const { user_id: self } = await outbound.call('rest', 'auth.test');
  if (found === null || found.creator !== self) return null;
  const posted = await earlier({ channel: found.id, under: null });
  return posted.every(({ incident }) => incident === incidentId) ? found.id : null;
}

function idOf(channel: unknown): string {
  if (typeof channel === 'object' && channel !== null && 'id' in channel) return String(channel.id);
  throw new Error('conversations.create answered without a channel');
}
