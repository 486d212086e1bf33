import { app, team } from '../seed/app.ts';
import type { ChannelRecord } from '../state/records.ts';

/** A conversation as Slack writes it. */
export function wireChannel(channel: ChannelRecord): Record<string, unknown> {
  if (channel.is_im) return directMessage(channel);
  return {
    id: channel.id,
    name: channel.name,
    is_channel: !channel.is_private,
    is_group: channel.is_private && !channel.is_mpim,
    is_im: false,
    is_mpim: channel.is_mpim,
    is_private: channel.is_private,
    created: channel.created,
    is_archived: channel.is_archived,
    is_general: channel.is_general,
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: false,
    is_org_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: team.id,
    updated: channel.created * 1000,
    parent_conversation: null,
    creator: channel.creator,
    is_member: channel.members.includes(app.botUserId),
    last_read: '0000000000.000000',
    topic: {
      value: channel.topic,
      creator: channel.topicSet.by,
      last_set: channel.topicSet.at,
    },
    purpose: {
      value: channel.purpose,
      creator: channel.purposeSet.by,
      last_set: channel.purposeSet.at,
    },
    previous_names: channel.previousNames,
    priority: 0,
  };
}

function directMessage(channel: ChannelRecord): Record<string, unknown> {
  return {
    id: channel.id,
    created: channel.created,
    is_archived: false,
    is_im: true,
    is_org_shared: false,
    context_team_id: team.id,
    updated: channel.created * 1000,
    user: channel.members.find((id) => id !== app.botUserId) ?? app.botUserId,
    is_user_deleted: false,
    priority: 0,
    is_open: true,
  };
}
