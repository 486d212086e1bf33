import type { Outbound } from '../outbound/client.ts';

export interface FoundChannel {
  id: string;
  creator: string | null;
}

/** A public channel of that name; null when the bot can see none. */
export async function findChannel(outbound: Outbound, name: string): Promise<FoundChannel | null> {
  let cursor = '';
  do {
    const page = await outbound.call('rest', 'conversations.list', {
      types: 'public_channel',
      exclude_archived: true,
      limit: 999,
      ...(cursor && { cursor }),
    });
    const found = list(page.channels).find((channel) => channel.name === name);
    if (typeof found?.id === 'string') {
      return { id: found.id, creator: typeof found.creator === 'string' ? found.creator : null };
    }
    cursor = cursorOf(page.response_metadata);
  } while (cursor);
  return null;
}

function list(value: unknown): { id?: unknown; name?: unknown; creator?: unknown }[] {
  return Array.isArray(value) ? value : [];
}

function cursorOf(metadata: unknown): string {
  if (typeof metadata !== 'object' || metadata === null || !('next_cursor' in metadata)) return '';
  return typeof metadata.next_cursor === 'string' ? metadata.next_cursor : '';
}
