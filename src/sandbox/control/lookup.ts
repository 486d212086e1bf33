import { join } from '../acts/membership.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import type { ChannelRecord, MemberRecord, MessageRecord } from '../state/records.ts';
import type { World } from '../world.ts';

/** The person who acts. The bot acts through the Web API only. */
export function actor(world: World, id: string): MemberRecord {
  const member = world.store.members.get(id);
  if (!member || member.is_bot) return no('user_not_found');
  return member;
}

/** A channel by id or name; a member's id stands for the direct message with `partner`. */
export function channelFor(
  world: World,
  name: string,
  partner: string = app.botUserId,
): ChannelRecord {
  const { store } = world;
  const channel = store.channels.get(name) ?? store.channelNamed(name);
  if (channel) return channel;
  if (store.members.has(name) && name !== partner) return store.conversation([name, partner]);
  return no('channel_not_found');
}

/** As `channelFor`, to act in. Whoever is not in a public channel joins it first, as a client's Join button does. */
export function memberChannel(world: World, name: string, user: string): ChannelRecord {
  const channel = channelFor(world, name, user);
  if (channel.members.includes(user)) return channel;
  if (channel.is_private) return no('not_in_channel');
  if (!channel.is_archived) join(world, channel, user);
  return channel;
}

export function messageFor(world: World, channel: ChannelRecord, ts: string): MessageRecord {
  return world.store.message(channel.id, ts) ?? no('message_not_found');
}
