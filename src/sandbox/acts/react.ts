import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import type { ChannelRecord, MessageRecord } from '../state/records.ts';
import type { World } from '../world.ts';

const maxReactions = 23;

export interface Reaction {
  user: string;
  name: string;
  present: boolean;
}

export function react(
  world: World,
  channel: ChannelRecord,
  message: MessageRecord,
  { user, name, present }: Reaction,
): void {
  if (!/^[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?$/.test(name)) no('invalid_name');
  const entry = message.reactions.find((reaction) => reaction.name === name);
  const there = entry?.users.includes(user) ?? false;
  if (present && there) no('already_reacted');
  if (!present && !there) no('no_reaction');
  if (present && !entry && message.reactions.length >= maxReactions) no('too_many_emoji');
  if (present && entry) entry.users.push(user);
  if (present && !entry) message.reactions.push({ name, users: [user] });
  if (!present && entry) entry.users = entry.users.filter((id) => id !== user);
  message.reactions = message.reactions.filter((reaction) => reaction.users.length > 0);
  world.store.messageChanged(message);
  if (!channel.members.includes(app.botUserId)) return;
  world.app.event({
    type: present ? 'reaction_added' : 'reaction_removed',
    user,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    reaction: name,
    item_user: message.user,
    event_ts: world.store.timestamps.next(),
  });
}
