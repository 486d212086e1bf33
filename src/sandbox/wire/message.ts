import { app, team } from '../seed/app.ts';
import type { MessageRecord } from '../state/records.ts';
import type { World } from '../world.ts';

/** A message as Slack writes it in answers and events. */
export function wireMessage(
  world: World,
  message: MessageRecord,
  options: { metadata?: boolean } = {},
): Record<string, unknown> {
  const { channel, reply_count, reactions, metadata, bot_id, files, ...rest } = message;
  const pinned = world.store.channels.get(channel)?.pins.includes(message.ts) ?? false;
  return {
    type: 'message',
    ...rest,
    team: team.id,
    ...(bot_id && { bot_id, app_id: app.id, bot_profile: botProfile() }),
    ...threadFields(world, message),
    ...(reactions.length > 0 && {
      reactions: reactions.map((entry) => ({ ...entry, count: entry.users.length })),
    }),
    ...(pinned && { pinned_to: [channel] }),
    ...(files && { files: files.map((file) => ({ ...file, url_private: file.url })) }),
    ...(options.metadata && metadata && { metadata }),
  };
}

function threadFields(world: World, message: MessageRecord): Record<string, unknown> {
  if (message.thread_ts && message.thread_ts !== message.ts) {
    const parent = world.store.message(message.channel, message.thread_ts);
    return parent ? { parent_user_id: parent.user } : {};
  }
  if (message.reply_count === 0) return {};
  const replies = world.store
    .messages(message.channel)
    .filter((reply) => reply.thread_ts === message.ts);
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: message.reply_count,
    reply_users_count: users.length,
    reply_users: users.slice(0, 5),
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  };
}

function botProfile() {
  return {
    id: app.botId,
    app_id: app.id,
    user_id: app.botUserId,
    name: app.name,
    icons: { image_36: '', image_48: '', image_72: '' },
    deleted: false,
    updated: 0,
    team_id: team.id,
  };
}
