import { app, team } from '../seed/app.ts';
import type { ChannelRecord } from '../state/records.ts';
import type { World } from '../world.ts';
import { note } from './post.ts';

/** Adds a member, with the line and the event that Slack makes of it. */
export function join(world: World, channel: ChannelRecord, user: string, inviter?: string): void {
  channel.members.push(user);
  world.store.changed(channel);
  const words = inviter
    ? `<@${user}> was added to ${channel.name} by <@${inviter}>`
    : `<@${user}> has joined the channel`;
  note(world, channel, 'channel_join', user, words);
  if (!channel.members.includes(app.botUserId)) return;
  world.app.event({
    type: 'member_joined_channel',
    user,
    channel: channel.id,
    channel_type: channel.is_private ? 'G' : 'C',
    team: team.id,
    ...(inviter && { inviter }),
    event_ts: world.store.timestamps.next(),
  });
}

export function leave(world: World, channel: ChannelRecord, user: string): void {
  channel.members = channel.members.filter((id) => id !== user);
  world.store.changed(channel);
  note(world, channel, 'channel_leave', user, `<@${user}> has left the channel`);
}

/** Archives or brings back a channel. */
export function setArchived(
  world: World,
  channel: ChannelRecord,
  archived: boolean,
  user: string,
): void {
  const word = archived ? 'archived' : 'unarchived';
  note(
    world,
    channel,
    archived ? 'channel_archive' : 'channel_unarchive',
    user,
    `${word} #${channel.name}`,
  );
  channel.is_archived = archived;
  world.store.changed(channel);
  if (!channel.members.includes(app.botUserId)) return;
  world.app.event({
    type: archived ? 'channel_archive' : 'channel_unarchive',
    channel: channel.id,
    user,
    is_moved: 0,
    event_ts: world.store.timestamps.next(),
  });
}
