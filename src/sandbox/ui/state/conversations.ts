import type { Channel, State } from '../../contract.ts';
import { partnerOf } from './directory.ts';

export interface Conversations {
  joined: Channel[];
  /** Public ones that this member is not in: visible, as in the channel browser. */
  others: Channel[];
  directs: Channel[];
}

/** What the sidebar lists for `me`: the app's direct message first, archived channels last. */
export function conversationsOf(state: State, me: string): Conversations {
  const channels = state.channels.filter((channel) => !channel.is_im).sort(byName);
  const people = state.users.filter((user) => user.id !== me && !user.deleted);
  return {
    joined: channels.filter((channel) => channel.members.includes(me)),
    others: channels.filter((channel) => !channel.is_private && !channel.members.includes(me)),
    directs: people
      .sort((a, b) => Number(b.is_bot) - Number(a.is_bot))
      .map((user) => directWith(state, me, user.id)),
  };
}

/** The direct message of two members; before its first message it goes by the partner's id. */
function directWith(state: State, me: string, partner: string): Channel {
  const known = state.channels.find(
    (c) => c.is_im && c.members.includes(me) && c.members.includes(partner),
  );
  return known ?? { ...emptyDirect, id: partner, members: [me, partner] };
}

/** What `me` sees at a channel id: never the direct message of two others. */
export function conversationAt(state: State, me: string, id: string): Channel | null {
  const channel = state.channels.find((each) => each.id === id);
  if (channel && !channel.is_im) return channel;
  if (channel?.members.includes(me)) return channel;
  const bot = state.app.botUserId;
  const partner = channel ? (channel.members.includes(bot) ? bot : partnerOf(channel, me)) : id;
  if (partner === me || !state.users.some((user) => user.id === partner)) return null;
  return directWith(state, me, partner);
}

const emptyDirect: Omit<Channel, 'id' | 'members'> = {
  name: '',
  is_im: true,
  is_private: true,
  is_archived: false,
  topic: '',
  purpose: '',
  created: 0,
  creator: '',
  bookmarks: [],
  pins: [],
};

function byName(a: Channel, b: Channel): number {
  return Number(a.is_archived) - Number(b.is_archived) || a.name.localeCompare(b.name, 'en');
}
