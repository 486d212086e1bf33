import type { Channel, Ephemeral, Member, Message, State } from '../../src/sandbox/contract.ts';

/** As wide as Slack's, whose order is the order of their letters. */
export function tsOf(seconds: number): string {
  return `${String(seconds).padStart(10, '0')}.000100`;
}

export function message(ts: number, more: Partial<Message> = {}): Message {
  return {
    channel: 'C1',
    ts: tsOf(ts),
    user: 'U0BOT',
    text: 'words',
    reply_count: 0,
    reactions: [],
    ...more,
  };
}

export function ephemeral(ts: number, user: string, more: Partial<Ephemeral> = {}): Ephemeral {
  return { id: `e${ts}`, channel: 'C1', user, ts: tsOf(ts), text: 'psst', ...more };
}

export function channel(id: string, more: Partial<Channel> = {}): Channel {
  return {
    id,
    name: id.toLowerCase(),
    is_im: false,
    is_private: false,
    is_archived: false,
    topic: '',
    purpose: '',
    members: ['U0ADA', 'U0BOB'],
    created: 0,
    creator: 'U0ADA',
    bookmarks: [],
    pins: [],
    ...more,
  };
}

export function member(id: string, more: Partial<Member> = {}): Member {
  const name = id.slice(2).toLowerCase();
  return {
    id,
    name,
    real_name: name,
    title: '',
    tz: 'UTC',
    is_bot: false,
    deleted: false,
    ...more,
  };
}

export function state(more: Partial<State> = {}): State {
  return {
    workspace: { id: 'T1', name: 'W', domain: 'w', url: 'http://127.0.0.1:1' },
    app: { id: 'A1', botUserId: 'U0BOT', name: 'Bot', connected: true },
    users: [member('U0ADA'), member('U0BOB'), member('U0BOT', { is_bot: true })],
    channels: [channel('C1')],
    commands: [],
    shortcuts: [],
    practice: null,
    ...more,
  };
}
