import { join, leave } from '../acts/membership.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import type { ChannelRecord } from '../state/records.ts';
import { limits } from '../validate/limits.ts';
import { wireChannel } from '../wire/channel.ts';
import { type Call, channelOf, joinedChannel, type Method, writableChannel } from './call.ts';

export const conversationMembers = {
  'conversations.invite': invite,
  'conversations.join': joinSelf,
  'conversations.kick': kick,
  'conversations.open': open,
} satisfies Record<string, Method>;

/** One bad id fails the whole call, and nobody is invited, unless it says `force`. */
function invite(call: Call): Record<string, unknown> {
  const { world, args } = call;
  const channel = writableChannel(call);
  if (channel.is_im || channel.is_mpim) return no('method_not_supported_for_channel_type');
  const users = args.names('users');
  if (users.length === 0) return no('no_user');
  if (users.length > limits.invite) return no('invalid_arguments');
  const errors = users.flatMap((user) => {
    const error = inviteError(call, channel, user);
    return error ? [{ ok: false, error, user }] : [];
  });
  const bad = new Set(errors.map(({ user }) => user));
  const good = users.filter((user) => !bad.has(user));
  const first = errors[0];
  if (first && (!args.flag('force') || good.length === 0)) return no(first.error, { errors });
  for (const user of new Set(good)) join(world, channel, user, app.botUserId);
  return { channel: wireChannel(channel), ...(errors.length > 0 && { errors }) };
}

function inviteError({ world }: Call, channel: ChannelRecord, user: string): string | null {
  const member = world.store.members.get(user);
  if (!member) return 'user_not_found';
  if (user === app.botUserId) return 'cant_invite_self';
  if (member.deleted) return 'cant_invite';
  return channel.members.includes(user) ? 'already_in_channel' : null;
}

function joinSelf(call: Call): Record<string, unknown> {
  const channel = channelOf(call);
  if (channel.is_private) return no('method_not_supported_for_channel_type');
  if (channel.is_archived) return no('is_archived');
  if (channel.members.includes(app.botUserId)) {
    return {
      channel: wireChannel(channel),
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    };
  }
  join(call.world, channel, app.botUserId);
  return { channel: wireChannel(channel) };
}

function kick(call: Call): Record<string, unknown> {
  const channel = joinedChannel(call);
  if (channel.is_im || channel.is_mpim) return no('method_not_supported_for_channel_type');
  const user = call.args.needed('user');
  if (!call.world.store.members.has(user)) return no('user_not_found');
  if (user === app.botUserId) return no('cant_kick_self');
  if (channel.is_general) return no('cant_kick_from_general');
  if (!channel.members.includes(user)) return no('not_in_channel');
  leave(call.world, channel, user);
  return {};
}

function open(call: Call): Record<string, unknown> {
  const { world, args } = call;
  if (args.has('channel')) return { channel: channelAnswer(call, channelOf(call)) };
  const users = args.names('users');
  if (users.length === 0) return no('users_list_not_supplied');
  if (users.length > 8) return no('too_many_users');
  for (const user of users) {
    const member = world.store.members.get(user);
    if (!member || user === app.botUserId) return no('user_not_found');
    if (member.deleted) return no('user_disabled');
  }
  return { channel: channelAnswer(call, world.store.conversation([...users, app.botUserId])) };
}

function channelAnswer({ args }: Call, channel: ChannelRecord): Record<string, unknown> {
  return args.flag('return_im') ? wireChannel(channel) : { id: channel.id };
}
