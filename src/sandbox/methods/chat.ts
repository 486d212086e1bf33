import { changeMessage, deleteMessage } from '../acts/change.ts';
import { post } from '../acts/post.ts';
import { whisper } from '../acts/whisper.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { withBlockIds } from '../state/block-ids.ts';
import type { ChannelRecord } from '../state/records.ts';
import { limits } from '../validate/limits.ts';
import { wireMessage } from '../wire/message.ts';
import { type Call, channelOf, hasScope, type Method, messageOf, visible } from './call.ts';
import { isEmpty, messageInput } from './message-input.ts';

export const chatMethods = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': permalink,
} satisfies Record<string, Method>;

function postMessage(call: Call): Record<string, unknown> {
  const { world, args } = call;
  const channel = destination(call);
  mayPost(call, channel);
  const input = messageInput(args);
  if (isEmpty(input)) return no('no_text');
  const threadTs = args.text('thread_ts');
  const message = post(world, channel, {
    ...input,
    user: app.botUserId,
    broadcast: args.flag('reply_broadcast'),
    ...(threadTs && { threadTs }),
  });
  const wire = wireMessage(world, message, { metadata: true });
  return { channel: channel.id, ts: message.ts, message: wire };
}

function update(call: Call): Record<string, unknown> {
  const { world, args } = call;
  const channel = channelOf(call);
  const message = messageOf(call, channel, 'ts');
  if (message.user !== app.botUserId || !message.bot_id) return no('cant_update_message');
  if (channel.is_archived) return no('is_inactive');
  if ([...(args.text('text') ?? '')].length > limits.message.updateText) return no('msg_too_long');
  const input = messageInput(args);
  const emptied = args.has('blocks') && !input.blocks;
  if (isEmpty(input) && (emptied || !input.metadata)) return no('no_text');
  changeMessage(world, channel, message, (target) => {
    if (input.metadata) target.metadata = input.metadata;
    if (isEmpty(input)) return;
    delete target.blocks;
    delete target.attachments;
    Object.assign(target, input, input.blocks && { blocks: withBlockIds(input.blocks) });
    // Slack marks a message as edited only when its text was changed without blocks.
    if (!input.blocks) {
      target.edited = { user: app.botUserId, ts: world.store.timestamps.next() };
    }
  });
  const wire = wireMessage(world, message, { metadata: true });
  return { channel: channel.id, ts: message.ts, text: message.text, message: wire };
}

function remove(call: Call): Record<string, unknown> {
  const channel = channelOf(call);
  const message = messageOf(call, channel, 'ts');
  if (message.user !== app.botUserId || !message.bot_id) return no('cant_delete_message');
  deleteMessage(call.world, channel, message);
  return { channel: channel.id, ts: message.ts };
}

function postEphemeral(call: Call): Record<string, unknown> {
  const { world, args } = call;
  const channel = destination(call);
  mayPost(call, channel);
  const user = args.needed('user');
  if (!channel.members.includes(user)) return no('user_not_in_channel');
  const input = messageInput(args);
  if (isEmpty(input)) return no('no_text');
  if ([...input.text].length > limits.message.text) return no('msg_too_long');
  const threadTs = args.text('thread_ts');
  const { ts } = whisper(world, {
    channel: channel.id,
    user,
    text: input.text,
    ...(input.blocks && { blocks: input.blocks }),
    ...(threadTs && { threadTs }),
  });
  return { message_ts: ts };
}

function permalink(call: Call): Record<string, unknown> {
  const channel = channelOf(call);
  const message = messageOf(call, channel, 'message_ts');
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  const thread = reply ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
  const place = `${channel.id}/p${message.ts.replace('.', '')}`;
  return { channel: channel.id, permalink: `${call.world.url}/archives/${place}${thread}` };
}

/** A channel by id or name, or a member, whose conversation with the app then opens. */
function destination(call: Call): ChannelRecord {
  const { store } = call.world;
  const name = call.args.needed('channel');
  if (store.members.has(name) && name !== app.botUserId) {
    return store.conversation([name, app.botUserId]);
  }
  const channel = store.channels.get(name) ?? store.channelNamed(name);
  return channel && visible(channel) ? channel : no('channel_not_found');
}

function mayPost(call: Call, channel: ChannelRecord): void {
  if (channel.is_archived) no('is_archived');
  if (channel.members.includes(app.botUserId)) return;
  if (channel.is_private || !hasScope(call, 'chat:write.public')) no('not_in_channel');
}
