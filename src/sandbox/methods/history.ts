import { no } from '../slack-error.ts';
import type { ChannelRecord, MessageRecord } from '../state/records.ts';
import { wireMessage } from '../wire/message.ts';
import { type Call, joinedChannel, type Method } from './call.ts';
import { paged } from './paging.ts';

export const historyMethods = {
  'conversations.history': history,
  'conversations.replies': replies,
} satisfies Record<string, Method>;

/** Newest first; replies in threads are left out unless they were sent to the channel as well. */
function history(call: Call): Record<string, unknown> {
  const channel = joinedChannel(call);
  const all = between(call, call.world.store.messages(channel.id))
    .filter((entry) => !isReply(entry) || entry.subtype === 'thread_broadcast')
    .reverse();
  const { items, more, meta } = paged(all, call.args, { fallback: 100, max: 999 });
  return {
    messages: wired(call, items),
    has_more: more,
    pin_count: channel.pins.length,
    ...(more && meta),
  };
}

/** The parent and then its replies, oldest first. */
function replies(call: Call): Record<string, unknown> {
  const channel = joinedChannel(call);
  const parent = parentOf(call, channel);
  const thread = call.world.store
    .messages(channel.id)
    .filter((entry) => entry.thread_ts === parent.ts && entry.ts !== parent.ts);
  const all = [parent, ...between(call, thread)];
  const { items, more, meta } = paged(all, call.args, { fallback: 1000, max: 1000 });
  return { messages: wired(call, items), has_more: more, ...(more && meta) };
}

function parentOf(call: Call, channel: ChannelRecord): MessageRecord {
  const message = call.world.store.message(channel.id, call.args.needed('ts'));
  if (!message) return no('thread_not_found');
  if (!isReply(message)) return message;
  const parent = call.world.store.message(channel.id, message.thread_ts ?? '');
  return parent ?? no('thread_not_found');
}

function between({ args }: Call, messages: MessageRecord[]): MessageRecord[] {
  const oldest = time(args.text('oldest'), 'invalid_ts_oldest') ?? 0;
  const latest = time(args.text('latest'), 'invalid_ts_latest') ?? Number.POSITIVE_INFINITY;
  const inclusive = args.flag('inclusive');
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

function time(text: string | undefined, error: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : no(error);
}

function wired({ world, args }: Call, messages: MessageRecord[]): Record<string, unknown>[] {
  const metadata = args.flag('include_all_metadata');
  return messages.map((message) => wireMessage(world, message, { metadata }));
}

function isReply(message: MessageRecord): boolean {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts;
}
