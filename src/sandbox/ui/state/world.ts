import type {
  Block,
  Channel,
  Ephemeral,
  Message,
  Modal,
  SandboxEvent,
  State,
} from '../../contract.ts';

/** Everything that the server has told the page, for all members at once. */
export interface World {
  state: State;
  /** By channel, oldest first, replies among them. */
  messages: Record<string, Message[]>;
  ephemerals: Ephemeral[];
  /** By member. */
  modals: Record<string, Modal>;
  homes: Record<string, Block[]>;
}

/** The world after one event; null until the first `hello` and after a `reset`. */
export function reduce(world: World | null, event: SandboxEvent): World | null {
  if (event.type === 'hello') return greet(event);
  if (event.type === 'reset') return null;
  if (!world) return null;
  switch (event.type) {
    case 'message':
    case 'message_changed':
      return withMessages(world, event.message.channel, (list) => place(list, event.message));
    case 'message_deleted':
      return withMessages(world, event.channel, (list) => list.filter((m) => m.ts !== event.ts));
    case 'ephemeral':
      return {
        ...world,
        ephemerals: [...world.ephemerals.filter((e) => e.id !== event.message.id), event.message],
      };
    case 'ephemeral_deleted':
      return { ...world, ephemerals: world.ephemerals.filter((e) => e.id !== event.id) };
    case 'channel':
      return withState(world, { channels: placeChannel(world.state.channels, event.channel) });
    case 'member': {
      const { member } = event;
      const users = world.state.users.map((user) => (user.id === member.id ? member : user));
      return withState(world, { users });
    }
    case 'modal':
      return { ...world, modals: withModal(world.modals, event.user, event.modal) };
    case 'home':
      return { ...world, homes: { ...world.homes, [event.user]: event.blocks } };
    case 'app':
      return withState(world, { app: { ...world.state.app, connected: event.connected } });
    default:
      // A newer server may say more than this page knows; that is no reason to stop.
      event satisfies never;
      return world;
  }
}

function greet(event: Extract<SandboxEvent, { type: 'hello' }>): World {
  const { state, messages, modals, homes } = event;
  return { state, messages, modals, homes, ephemerals: [] };
}

function withState(world: World, change: Partial<State>): World {
  return { ...world, state: { ...world.state, ...change } };
}

function withMessages(world: World, channel: string, change: (list: Message[]) => Message[]) {
  const list = world.messages[channel] ?? [];
  return { ...world, messages: { ...world.messages, [channel]: change(list) } };
}

/** Keeps the list in order even when an event comes late or twice. */
function place(list: Message[], message: Message): Message[] {
  const last = list.at(-1);
  if (!last || last.ts < message.ts) return [...list, message];
  const known = list.findIndex((m) => m.ts === message.ts);
  if (known !== -1) return list.with(known, message);
  const at = list.findIndex((m) => m.ts > message.ts);
  return [...list.slice(0, at), message, ...list.slice(at)];
}

function placeChannel(list: Channel[], channel: Channel): Channel[] {
  const at = list.findIndex((c) => c.id === channel.id);
  return at === -1 ? [...list, channel] : list.with(at, channel);
}

function withModal(modals: Record<string, Modal>, user: string, modal: Modal | null) {
  const { [user]: _closed, ...others } = modals;
  return modal ? { ...others, [user]: modal } : others;
}
