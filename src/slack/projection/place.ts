import type { Outbound } from '../outbound/client.ts';

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
    let cursor = '';
    do {
      const page = await outbound.call('rest', 'conversations.list', {
        types: 'public_channel',
        exclude_archived: true,
        limit: 999,
        ...(cursor && { cursor }),
      });
      const found = list(page.channels).find((channel) => channel.name === name);
      if (found) return idOf(found);
      cursor = cursorOf(page.response_metadata);
    } while (cursor);
    const { channel } = await outbound.call('rest', 'conversations.create', { name });
    return idOf(channel);
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

function list(value: unknown): { id?: unknown; name?: unknown }[] {
  return Array.isArray(value) ? value : [];
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

function cursorOf(metadata: unknown): string {
  if (typeof metadata !== 'object' || metadata === null || !('next_cursor' in metadata)) return '';
  return typeof metadata.next_cursor === 'string' ? metadata.next_cursor : '';
}
