import { createContext, use } from 'react';
import type { Channel, Member, State } from '../../contract.ts';
import { type Place, placeOfLink } from './route.ts';

/** Looks up names for what messages mention, and follows links that stay inside. */
export interface Directory {
  members: Member[];
  channels: Channel[];
  botUserId: string;
  me: string;
  member(id: string): Member | undefined;
  channel(id: string): Channel | undefined;
  placeOf(href: string): Place | null;
  go(place: Place): void;
}

export function makeDirectory(state: State, me: string, go: (place: Place) => void): Directory {
  const members = new Map(state.users.map((user) => [user.id, user]));
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  const homes = [location.origin, originOf(state.workspace.url)];
  return {
    members: state.users,
    channels: state.channels,
    botUserId: state.app.botUserId,
    me,
    member: (id) => members.get(id),
    channel: (id) => channels.get(id),
    placeOf: (href) => placeOfLink(href, homes),
    go,
  };
}

/** Members are called by their real names, and the app by its own. */
export function nameOf(directory: Directory, id: string): string {
  const member = directory.member(id);
  return member?.real_name || member?.name || id;
}

/** The other side of a direct message. */
export function partnerOf(channel: Channel, me: string): string {
  return channel.members.find((id) => id !== me) ?? me;
}

export const DirectoryContext = createContext<Directory | null>(null);

export function useDirectory(): Directory {
  const directory = use(DirectoryContext);
  if (!directory) throw new Error('rendered outside of the workspace');
  return directory;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
