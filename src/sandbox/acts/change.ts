import { app } from '../seed/app.ts';
import { type ChannelRecord, channelType, type MessageRecord } from '../state/records.ts';
import { wireMessage } from '../wire/message.ts';
import type { World } from '../world.ts';

/** Changes a message in place and tells the app what it was before. */
export function changeMessage(
  world: World,
  channel: ChannelRecord,
  message: MessageRecord,
  change: (message: MessageRecord) => void,
): void {
  const before = wireMessage(world, message, { metadata: true });
  change(message);
  world.store.messageChanged(message);
  tell(world, channel, {
    subtype: 'message_changed',
    message: wireMessage(world, message, { metadata: true }),
    previous_message: before,
  });
}

/** Takes a message away; one that has replies leaves a stone in its place, or its thread would be lost. */
export function deleteMessage(world: World, channel: ChannelRecord, message: MessageRecord): void {
  const before = wireMessage(world, message);
  if (message.reply_count > 0) {
    message.text = 'This message was deleted.';
    message.subtype = 'tombstone';
    delete message.blocks;
    delete message.files;
    world.store.messageChanged(message);
  } else {
    world.store.removeMessage(message);
    shrinkThread(world, message);
  }
  channel.pins = channel.pins.filter((ts) => ts !== message.ts);
  world.store.changed(channel);
  tell(world, channel, {
    subtype: 'message_deleted',
    deleted_ts: message.ts,
    previous_message: before,
  });
}

function shrinkThread(world: World, message: MessageRecord): void {
  const parent = message.thread_ts && world.store.message(message.channel, message.thread_ts);
  if (!parent) return;
  parent.reply_count = Math.max(0, parent.reply_count - 1);
  world.store.messageChanged(parent);
}

function tell(world: World, channel: ChannelRecord, event: Record<string, unknown>): void {
  if (!channel.members.includes(app.botUserId)) return;
  const ts = world.store.timestamps.next();
  world.app.event({
    type: 'message',
    ...event,
    hidden: true,
    channel: channel.id,
    channel_type: channelType(channel),
    ts,
    event_ts: ts,
  });
}
