import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import type { ChannelRecord, MessageRecord } from '../state/records.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';

export interface Call {
  world: World;
  args: Args;
}

/** Answers what stands beside `ok: true`, or throws a SlackError. */
export type Method = (call: Call) => Record<string, unknown>;

/** The channel of the call. A private one does not exist for an app that is not in it. */
export function channelOf({ world, args }: Call, name = 'channel'): ChannelRecord {
  const channel = world.store.channels.get(args.needed(name));
  if (!channel || !visible(channel)) return no('channel_not_found');
  return channel;
}

export function visible(channel: ChannelRecord): boolean {
  return !channel.is_private || channel.members.includes(app.botUserId);
}

/** As `channelOf`, where the app must be in the channel. */
export function joinedChannel(call: Call): ChannelRecord {
  const channel = channelOf(call);
  if (!channel.members.includes(app.botUserId)) return no('not_in_channel');
  return channel;
}

export function writableChannel(call: Call): ChannelRecord {
  const channel = joinedChannel(call);
  if (channel.is_archived) return no('is_archived');
  return channel;
}

export function messageOf(call: Call, channel: ChannelRecord, name: string): MessageRecord {
  const message = call.world.store.message(channel.id, call.args.needed(name));
  if (!message) return no('message_not_found');
  return message;
}

export function hasScope({ world }: Call, scope: string): boolean {
  return world.workspace.scopes.includes(scope);
}
