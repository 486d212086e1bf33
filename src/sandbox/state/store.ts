import type { Ephemeral, SandboxEvent, Usergroup } from '../contract.ts';
import { botMember, type Workspace } from '../seed/seed.ts';
import { seconds, slackId, Timestamps } from './identifiers.ts';
import type { ChannelRecord, MemberRecord, MessageRecord } from './records.ts';

/** Slack keeps more; a workspace on a laptop forgets its oldest messages instead of growing for ever. */
const maxMessages = 10_000;
const maxEphemerals = 200;

type Listener = (event: SandboxEvent) => void;

/** Everything that the workspace remembers, and the one place from which changes are told. */
export class Store {
  readonly members = new Map<string, MemberRecord>();
  readonly channels = new Map<string, ChannelRecord>();
  readonly usergroups = new Map<string, Usergroup>();
  readonly timestamps = new Timestamps();
  readonly #messages = new Map<string, Map<string, MessageRecord>>();
  readonly #ephemerals = new Map<string, Ephemeral[]>();
  readonly #listeners = new Set<Listener>();

  constructor(workspace: Workspace) {
    this.fill(workspace);
  }

  fill(workspace: Workspace): void {
    for (const map of [
      this.members,
      this.channels,
      this.usergroups,
      this.#messages,
      this.#ephemerals,
    ]) {
      map.clear();
    }
    for (const group of workspace.usergroups) this.usergroups.set(group.id, { ...group });
    const people = [...workspace.members, botMember()];
    for (const member of people) this.members.set(member.id, { ...member });
    const bot = botMember().id;
    const humans = workspace.members.filter((member) => !member.is_bot).map(({ id }) => id);
    for (const seed of workspace.channels) {
      this.#put({
        ...emptyChannel(seed.id, seed.name, humans[0] ?? bot),
        is_private: seed.is_private ?? false,
        is_general: seed.name === 'general',
        purpose: seed.purpose,
        members: [...(seed.members ?? humans), ...(seed.bot ? [bot] : [])],
      });
    }
    for (const human of humans) this.#put(directMessage(human.replace(/^U/, 'D'), [human, bot]));
  }

  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: SandboxEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  createChannel(name: string, creator: string, isPrivate: boolean): ChannelRecord {
    const channel = { ...emptyChannel(slackId('C'), name, creator), is_private: isPrivate };
    channel.members.push(creator);
    this.#put(channel);
    this.changed(channel);
    return channel;
  }

  /** The conversation between exactly these members, opened when it is not there yet. */
  conversation(members: string[]): ChannelRecord {
    const key = [...new Set(members)].sort().join();
    const found = [...this.channels.values()].find(
      (channel) => (channel.is_im || channel.is_mpim) && [...channel.members].sort().join() === key,
    );
    if (found) return found;
    const channel = directMessage(slackId('D'), key.split(','));
    this.#put(channel);
    this.changed(channel);
    return channel;
  }

  channelNamed(name: string): ChannelRecord | undefined {
    const plain = name.replace(/^#/, '');
    return [...this.channels.values()].find((channel) => channel.name === plain && plain !== '');
  }

  changed(channel: ChannelRecord): void {
    this.emit({ type: 'channel', channel });
  }

  messages(channelId: string): MessageRecord[] {
    return [...(this.#messages.get(channelId)?.values() ?? [])];
  }

  message(channelId: string, ts: string): MessageRecord | undefined {
    return this.#messages.get(channelId)?.get(ts);
  }

  addMessage(message: MessageRecord): void {
    const list = this.#messages.get(message.channel);
    if (!list) throw new Error(`no such channel: ${message.channel}`);
    list.set(message.ts, message);
    const oldest = list.keys().next().value;
    if (list.size > maxMessages && oldest !== undefined) list.delete(oldest);
    this.emit({ type: 'message', message });
  }

  messageChanged(message: MessageRecord): void {
    this.emit({ type: 'message_changed', message });
  }

  removeMessage(message: MessageRecord): void {
    this.#messages.get(message.channel)?.delete(message.ts);
    this.emit({ type: 'message_deleted', channel: message.channel, ts: message.ts });
  }

  ephemerals(user: string): Ephemeral[] {
    return this.#ephemerals.get(user) ?? [];
  }

  showEphemeral(message: Ephemeral): void {
    const others = this.ephemerals(message.user).filter(({ id }) => id !== message.id);
    this.#ephemerals.set(message.user, [...others, message].slice(-maxEphemerals));
    this.emit({ type: 'ephemeral', message });
  }

  dropEphemeral(message: Ephemeral): void {
    const others = this.ephemerals(message.user).filter(({ id }) => id !== message.id);
    this.#ephemerals.set(message.user, others);
    const { id, channel, user } = message;
    this.emit({ type: 'ephemeral_deleted', id, channel, user });
  }

  #put(channel: ChannelRecord): void {
    this.channels.set(channel.id, channel);
    this.#messages.set(channel.id, new Map());
  }
}

function emptyChannel(id: string, name: string, creator: string): ChannelRecord {
  return {
    id,
    name,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_archived: false,
    is_general: false,
    topic: '',
    purpose: '',
    members: [],
    created: seconds(),
    creator,
    bookmarks: [],
    pins: [],
    topicSet: { by: '', at: 0 },
    purposeSet: { by: '', at: 0 },
    previousNames: [],
  };
}

function directMessage(id: string, members: string[]): ChannelRecord {
  const channel = { ...emptyChannel(id, '', members[0] ?? ''), members, is_private: true };
  if (members.length === 2) return { ...channel, is_im: true };
  return { ...channel, is_mpim: true, name: `mpdm-${members.join('-').toLowerCase()}-1` };
}
