import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { type ChannelRecord, channelType } from '../state/records.ts';
import { wireChannel } from '../wire/channel.ts';
import { type Call, channelOf, hasScope, type Method, visible } from './call.ts';
import { paged } from './paging.ts';

const kinds = {
  public_channel: { type: 'channel', scope: 'channels:read' },
  private_channel: { type: 'group', scope: 'groups:read' },
  im: { type: 'im', scope: 'im:read' },
  mpim: { type: 'mpim', scope: 'mpim:read' },
} as const;

export const conversationReads = {
  'conversations.info': info,
  'conversations.list': (call) => list(call, visible),
  'conversations.members': members,
  'users.conversations': (call) => {
    const user = call.args.text('user') ?? app.botUserId;
    if (!call.world.store.members.has(user)) return no('user_not_found');
    return list(call, (channel) => visible(channel) && channel.members.includes(user));
  },
} satisfies Record<string, Method>;

function info(call: Call): Record<string, unknown> {
  const channel = channelOf(call);
  const count = call.args.flag('include_num_members') && { num_members: channel.members.length };
  return { channel: { ...wireChannel(channel), ...count } };
}

function list(call: Call, shown: (channel: ChannelRecord) => boolean): Record<string, unknown> {
  const { world, args } = call;
  const wanted = typesOf(call);
  const channels = [...world.store.channels.values()].filter(
    (channel) =>
      shown(channel) &&
      wanted.has(channelType(channel)) &&
      !(args.flag('exclude_archived') && channel.is_archived),
  );
  const { items, meta } = paged(channels, args, { fallback: 100, max: 1000 });
  return {
    channels: items.map((channel) => ({
      ...wireChannel(channel),
      ...(!channel.is_im && { num_members: channel.members.length }),
    })),
    ...meta,
  };
}

function typesOf(call: Call): Set<string> {
  const names = call.args.names('types');
  const types = new Set<string>();
  for (const name of names.length > 0 ? names : ['public_channel']) {
    if (!isKind(name)) return no('invalid_types');
    const { type, scope } = kinds[name];
    if (!hasScope(call, scope)) {
      return no('missing_scope', { needed: scope, provided: call.world.workspace.scopes.join() });
    }
    types.add(type);
  }
  return types;
}

function isKind(name: string): name is keyof typeof kinds {
  return Object.hasOwn(kinds, name);
}

function members(call: Call): Record<string, unknown> {
  const channel = channelOf(call);
  const { items, meta } = paged(channel.members, call.args, { fallback: 100, max: 1000 });
  return { members: items, ...meta };
}
