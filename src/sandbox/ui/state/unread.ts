import type { Channel, Message } from '../../contract.ts';
import { inMainList } from './timeline.ts';

export interface Unread {
  /** Something in the main list has not been seen. */
  any: boolean;
  /** Messages that call this member: mentions, and everything in a direct message. */
  mentions: number;
}

/** Counts from the end, since what is unread is always newest. */
export function countUnread(
  channel: Channel,
  messages: Message[],
  me: string,
  lastRead: string,
): Unread {
  const unread: Unread = { any: false, mentions: 0 };
  if (!channel.members.includes(me)) return unread;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (!message || message.ts <= lastRead) break;
    if (message.user === me || isQuiet(message)) continue;
    if (inMainList(message)) unread.any = true;
    if (channel.is_im || mentions(message, me)) unread.mentions += 1;
  }
  return unread;
}

/** Whether it calls `me` by name, or calls everybody in the channel. */
function mentions(message: Message, me: string): boolean {
  const said = `${message.text}\n${JSON.stringify(message.blocks ?? '')}`;
  return (
    said.includes(`<@${me}>`) ||
    said.includes(`<@${me}|`) ||
    said.includes(`"user_id":"${me}"`) ||
    /<!(?:here|channel|everyone)[|>]/.test(said)
  );
}

/** Joins, renames and the like make no channel bold. */
function isQuiet(message: Message): boolean {
  return /^(channel_|group_|pinned_item)/.test(message.subtype ?? '');
}
