import type { Outbound } from '../outbound/client.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { findChannel } from './find-channel.ts';

/** Where a message goes: a channel, or the direct message with one member. */
export type Place = { channel: string } | { user: string };

export interface Places {
  channelOf(place: Place): Promise<string>;
  /** The channel of that name, made when it is missing. */
  named(name: string): Promise<string>;
}

/** Looks up channel ids once; Slack's ids never change. */
export function createPlaces(outbound: Outbound): Places {
  const direct = new Map<string, Promise<string>>();
  const named = new Map<string, Promise<string>>();
  return {
    channelOf: (place) =>
      'channel' in place ? Promise.resolve(place.channel) : once(direct, place.user, openDirect),
    named: (name) => once(named, name, findOrCreate),
  };

  async function openDirect(user: string): Promise<string> {
    const { channel } = await outbound.call('page', 'conversations.open', { users: user });
    return idOf(channel);
  }

  async function findOrCreate(name: string): Promise<string> {
    const found = await findChannel(outbound, name);
    if (found) return found.id;
    try {
      const { channel } = await outbound.call('rest', 'conversations.create', { name });
      return idOf(channel);
    } catch (error) {
      // Another bot on the same database made it in the same moment.
      const made = slackErrorOf(error) === 'name_taken' ? await findChannel(outbound, name) : null;
      if (made === null) throw error;
      return made.id;
    }
  }
}

function once(
  cache: Map<string, Promise<string>>,
  key: string,
  make: (key: string) => Promise<string>,
): Promise<string> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  cache.set(key, made);
  made.catch(() => cache.delete(key));
  return made;
}

function idOf(channel: unknown): string {
  if (
    typeof channel === 'object' &&
    channel !== null &&
    'id' in channel &&
    typeof channel.id === 'string'
  )
    return channel.id;
  throw new Error('Slack answered without a channel id');
}
