import { randomUUID } from 'node:crypto';
import type { Block, Message, SharedFile } from '../contract.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { withBlockIds } from '../state/block-ids.ts';
import { type ChannelRecord, channelType, type MessageRecord } from '../state/records.ts';
import { limits } from '../validate/limits.ts';
import { wireMessage } from '../wire/message.ts';
import { richText } from '../wire/rich-text.ts';
import type { World } from '../world.ts';

export interface Post {
  user: string;
  text: string;
  blocks?: Block[];
  attachments?: Record<string, unknown>[];
  threadTs?: string;
  broadcast?: boolean;
  metadata?: Message['metadata'];
  subtype?: string;
  files?: SharedFile[];
}

/** Puts a message into a channel and tells the app about it, as Slack does for its own posts too. */
export function post(world: World, channel: ChannelRecord, input: Post): MessageRecord {
  const parent = input.threadTs ? threadParent(world, channel, input.threadTs) : null;
  const subtype = input.subtype ?? (parent && input.broadcast ? 'thread_broadcast' : undefined);
  const message: MessageRecord = {
    channel: channel.id,
    ts: world.store.timestamps.next(),
    user: input.user,
    text: [...input.text].slice(0, limits.message.text).join(''),
    ...(input.blocks && { blocks: withBlockIds(input.blocks) }),
    ...(input.attachments && { attachments: input.attachments }),
    ...(parent && { thread_ts: parent.ts }),
    ...(input.user === app.botUserId &&
      !input.subtype?.startsWith('channel_') && {
        bot_id: app.botId,
      }),
    ...(subtype && { subtype }),
    ...(input.metadata && { metadata: input.metadata }),
    ...(input.files && { files: input.files }),
    reply_count: 0,
    reactions: [],
  };
  world.store.addMessage(message);
  if (parent) {
    parent.reply_count += 1;
    world.store.messageChanged(parent);
  }
  announce(world, channel, message);
  return message;
}

/** A line that Slack writes itself: who joined, who changed the topic. */
export function note(
  world: World,
  channel: ChannelRecord,
  subtype: string,
  user: string,
  text: string,
): void {
  post(world, channel, { user, text, subtype });
}

function threadParent(world: World, channel: ChannelRecord, ts: string): MessageRecord {
  const parent = world.store.message(channel.id, ts);
  if (!parent || (parent.thread_ts && parent.thread_ts !== ts))
    return no('cannot_reply_to_message');
  return parent;
}

function announce(world: World, channel: ChannelRecord, message: MessageRecord): void {
  if (!channel.members.includes(app.botUserId)) return;
  const typed = !message.bot_id && !message.subtype;
  const event = {
    ...wireMessage(world, message, { metadata: true }),
    ...(typed && { client_msg_id: randomUUID(), blocks: [richText(message.text)] }),
    channel: channel.id,
    event_ts: message.ts,
  };
  if (typed && !channel.is_im && message.text.includes(`<@${app.botUserId}>`)) {
    world.app.event({ ...event, type: 'app_mention' });
  }
  world.app.event({ ...event, type: 'message', channel_type: channelType(channel) });
}
