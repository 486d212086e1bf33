import type { Channel, Member } from '../../contract.ts';
import { decodeEntities } from '../text/entities.ts';

interface Names {
  members: Member[];
  channels: Channel[];
}

/** A message as its author typed it: the workspace turns names into ids again on the way out. */
export function decodeDraft(text: string, { members, channels }: Names): string {
  return decodeEntities(
    text
      .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
      .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id: string) => {
        const member = members.find((m) => m.id === id);
        return member ? `@${member.name}` : whole;
      })
      .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id: string) => {
        const channel = channels.find((c) => c.id === id);
        return channel ? `#${channel.name}` : whole;
      }),
  );
}
