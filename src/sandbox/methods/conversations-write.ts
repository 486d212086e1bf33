import { setArchived } from '../acts/membership.ts';
import { note } from '../acts/post.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { seconds } from '../state/identifiers.ts';
import type { ChannelRecord } from '../state/records.ts';
import { channelNameError } from '../validate/channel-name.ts';
import { limits } from '../validate/limits.ts';
import { wireChannel } from '../wire/channel.ts';
import { type Call, channelOf, joinedChannel, type Method, writableChannel } from './call.ts';

export const conversationWrites = {
  'conversations.create': create,
  'conversations.rename': rename,
  'conversations.setTopic': (call) => describe(call, 'topic'),
  'conversations.setPurpose': (call) => describe(call, 'purpose'),
  'conversations.archive': archive,
  'conversations.unarchive': unarchive,
} satisfies Record<string, Method>;

function create(call: Call): Record<string, unknown> {
  const { world, args } = call;
  const name = freeName(call);
  const channel = world.store.createChannel(name, app.botUserId, args.flag('is_private'));
  return { channel: wireChannel(channel) };
}

function rename(call: Call): Record<string, unknown> {
  const channel = writableChannel(call);
  if (channel.is_im || channel.is_mpim) return no('method_not_supported_for_channel_type');
  if (channel.is_general) return no('not_authorized');
  const name = freeName(call);
  channel.previousNames.unshift(channel.name);
  const words = `renamed the channel from "${channel.name}" to "${name}"`;
  channel.name = name;
  call.world.store.changed(channel);
  note(call.world, channel, 'channel_name', app.botUserId, words);
  call.world.app.event({
    type: 'channel_rename',
    channel: { id: channel.id, name, created: channel.created, is_channel: !channel.is_private },
    event_ts: call.world.store.timestamps.next(),
  });
  return { channel: wireChannel(channel) };
}

function describe(call: Call, field: 'topic' | 'purpose'): Record<string, unknown> {
  const channel = writableChannel(call);
  if (channel.is_im) return no('method_not_supported_for_channel_type');
  const value = call.args.text(field) ?? '';
  if ([...value].length > limits.topic) return no('too_long');
  if (channel[field] !== value) {
    channel[field] = value;
    const set = { by: app.botUserId, at: seconds() };
    if (field === 'topic') channel.topicSet = set;
    else channel.purposeSet = set;
    call.world.store.changed(channel);
    const words =
      value === '' ? `cleared the channel ${field}` : `set the channel ${field}: ${value}`;
    note(call.world, channel, `channel_${field}`, app.botUserId, words);
  }
  return { channel: wireChannel(channel) };
}

function archive(call: Call): Record<string, unknown> {
  const channel = ordinary(channelOf(call));
  if (channel.is_archived) return no('already_archived');
  joinedChannel(call);
  if (channel.is_general) return no('cant_archive_general');
  setArchived(call.world, channel, true, app.botUserId);
  return {};
}

function unarchive(call: Call): Record<string, unknown> {
  const channel = ordinary(channelOf(call));
  if (!channel.is_archived) return no('not_archived');
  setArchived(call.world, channel, false, app.botUserId);
  return {};
}

function ordinary(channel: ChannelRecord): ChannelRecord {
  if (channel.is_im || channel.is_mpim) return no('method_not_supported_for_channel_type');
  return channel;
}

/** The name from the call, if it is well-formed and was never given away; archived channels keep theirs. */
function freeName({ world, args }: Call): string {
  const name = args.text('name') ?? '';
  const error = channelNameError(name);
  if (error) return no(error);
  const taken = [...world.store.channels.values()].some((channel) => channel.name === name);
  return taken ? no('name_taken') : name;
}
