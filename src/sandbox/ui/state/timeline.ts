import type { Ephemeral, Message } from '../../contract.ts';
import { tsToDate } from '../text/time.ts';

export type Post = { kind: 'message'; post: Message } | { kind: 'ephemeral'; post: Ephemeral };

/** What one row of the message list shows. */
export type Row = Post & {
  /** Another author, or a pause: the row starts with a face and a name. */
  leads: boolean;
  /** The first of its day, so a divider stands above it. */
  newDay: boolean;
};

/** The posts of a channel's main list, or of one thread, oldest first. */
export function postsIn(
  messages: Message[],
  ephemerals: Ephemeral[],
  me: string,
  thread: string | null,
): Post[] {
  const posts: Post[] = [
    ...messages
      .filter((m) => (thread ? m.ts === thread || m.thread_ts === thread : inMainList(m)))
      .map((post) => ({ kind: 'message' as const, post })),
    ...ephemerals
      .filter((e) => e.user === me && (e.thread_ts ?? null) === thread)
      .map((post) => ({ kind: 'ephemeral' as const, post })),
  ];
  return posts.sort((a, b) => (a.post.ts < b.post.ts ? -1 : a.post.ts > b.post.ts ? 1 : 0));
}

export function inMainList(message: Message): boolean {
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return !isReply || message.subtype === 'thread_broadcast';
}

/** A run of posts by one author within this many seconds shares one face. */
const PAUSE = 300;

export function groupRows(posts: Post[], botUserId: string): Row[] {
  return posts.map((current, index) => {
    const before = posts[index - 1];
    const newDay = !before || !sameDay(before.post.ts, current.post.ts);
    return { ...current, newDay, leads: newDay || !continues(before, current, botUserId) };
  });
}

/** How many replies each message has, and when the last one came. */
export function threadsOf(messages: Message[]): Map<string, { count: number; last: string }> {
  const threads = new Map<string, { count: number; last: string }>();
  for (const { thread_ts, ts } of messages) {
    if (thread_ts === undefined || thread_ts === ts) continue;
    threads.set(thread_ts, { count: (threads.get(thread_ts)?.count ?? 0) + 1, last: ts });
  }
  return threads;
}

/** An ephemeral message names its reader, not its author: it is always the app that speaks. */
export function authorOf(item: Post, botUserId: string): string {
  return item.kind === 'ephemeral' ? botUserId : item.post.user;
}

export function isSystem(item: Post): boolean {
  const subtype = item.kind === 'message' ? (item.post.subtype ?? '') : '';
  return /^(channel_|group_)/.test(subtype) || subtype === 'pinned_item';
}

function continues(before: Post, current: Post, botUserId: string): boolean {
  return (
    before.kind === current.kind &&
    isSystem(before) === isSystem(current) &&
    authorOf(before, botUserId) === authorOf(current, botUserId) &&
    Number.parseFloat(current.post.ts) - Number.parseFloat(before.post.ts) < PAUSE
  );
}

function sameDay(a: string, b: string): boolean {
  return tsToDate(a).toDateString() === tsToDate(b).toDateString();
}
