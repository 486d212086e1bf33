import type { Channel } from '../contract.ts';
import { app, team } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { slackId } from '../state/identifiers.ts';
import type { ChannelRecord } from '../state/records.ts';
import { type Call, channelOf, type Method } from './call.ts';

type Bookmark = Channel['bookmarks'][number];

const maxBookmarks = 100;

export const bookmarkMethods = {
  'bookmarks.add': add,
  'bookmarks.edit': edit,
  'bookmarks.list': (call) => {
    const channel = channelOf(call, 'channel_id');
    return { bookmarks: channel.bookmarks.map((bookmark) => wire(channel, bookmark)) };
  },
  'bookmarks.remove': remove,
} satisfies Record<string, Method>;

function add(call: Call): Record<string, unknown> {
  const channel = channelOf(call, 'channel_id');
  const title = call.args.needed('title');
  if (call.args.needed('type') !== 'link') return no('invalid_bookmark_type');
  if (channel.bookmarks.length >= maxBookmarks) return no('too_many_bookmarks');
  const bookmark = { id: slackId('Bk'), title, link: linkOf(call), emoji: emojiOf(call) };
  channel.bookmarks.push(bookmark);
  call.world.store.changed(channel);
  return { bookmark: wire(channel, bookmark) };
}

function edit(call: Call): Record<string, unknown> {
  const channel = channelOf(call, 'channel_id');
  const bookmark = find(call, channel);
  if (call.args.has('title')) bookmark.title = call.args.needed('title');
  if (call.args.has('link')) bookmark.link = linkOf(call);
  if (call.args.has('emoji')) bookmark.emoji = emojiOf(call);
  call.world.store.changed(channel);
  return { bookmark: wire(channel, bookmark) };
}

function remove(call: Call): Record<string, unknown> {
  const channel = channelOf(call, 'channel_id');
  const bookmark = find(call, channel);
  channel.bookmarks = channel.bookmarks.filter((entry) => entry !== bookmark);
  call.world.store.changed(channel);
  return {};
}

function find(call: Call, channel: ChannelRecord): Bookmark {
  const id = call.args.needed('bookmark_id');
  return channel.bookmarks.find((bookmark) => bookmark.id === id) ?? no('not_found');
}

function linkOf({ args }: Call): string {
  const link = args.text('link') ?? '';
  return /^https?:\/\/\S+$/.test(link) ? link : no('invalid_link');
}

function emojiOf({ args }: Call): string {
  const emoji = args.text('emoji') ?? '';
  return emoji === '' || /^:[a-z0-9_+'-]+:$/.test(emoji) ? emoji : no('invalid_emoji');
}

function wire(channel: ChannelRecord, bookmark: Bookmark): Record<string, unknown> {
  return {
    ...bookmark,
    channel_id: channel.id,
    icon_url: '',
    type: 'link',
    entity_id: null,
    date_created: 0,
    date_updated: 0,
    rank: 'g',
    last_updated_by_user_id: app.botUserId,
    last_updated_by_team_id: team.id,
    shortcut_id: null,
    app_id: null,
  };
}
