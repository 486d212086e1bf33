import { expect, test } from 'vitest';
import type { Modal, SandboxEvent } from '../../src/sandbox/contract.ts';
import { reduce, type World } from '../../src/sandbox/ui/state/world.ts';
import { channel, ephemeral, message, state, tsOf } from './fixtures.ts';

const hello: SandboxEvent = {
  type: 'hello',
  state: state(),
  messages: { C1: [message(1), message(3)] },
  modals: {},
  homes: {},
};
const modal: Modal = {
  id: 'V1',
  user: 'U0ADA',
  callback_id: 'x',
  title: { type: 'plain_text', text: 'T' },
  blocks: [],
  errors: {},
};

function after(...events: SandboxEvent[]): World {
  const world = events.reduce<World | null>(reduce, reduce(null, hello));
  if (!world) throw new Error('the world is gone');
  return world;
}

test.each([
  ['a newer message', 4, [1, 3, 4]],
  ['a late message', 2, [1, 2, 3]],
  ['a message that came twice', 3, [1, 3]],
])('%s takes its place', (_what, ts, order) => {
  const { messages } = after({ type: 'message', message: message(ts) });
  expect(messages.C1?.map((each) => Math.floor(Number(each.ts)))).toEqual(order);
});

test('a changed message changes where it stands, and a deleted one is gone', () => {
  const changed = after({ type: 'message_changed', message: message(1, { text: 'new' }) });
  expect(changed.messages.C1?.map(({ text }) => text)).toEqual(['new', 'words']);
  const deleted = after({ type: 'message_deleted', channel: 'C1', ts: tsOf(1) });
  expect(deleted.messages.C1).toHaveLength(1);
});

test('a modal belongs to its member until it closes', () => {
  const opened: SandboxEvent = { type: 'modal', user: 'U0ADA', modal };
  expect(after(opened).modals).toEqual({ U0ADA: modal });
  expect(after(opened, { type: 'modal', user: 'U0ADA', modal: null }).modals).toEqual({});
});

test('a new channel is added and a known one replaced', () => {
  const renamed = channel('C1', { name: 'renamed' });
  const world = after(
    { type: 'channel', channel: channel('C2') },
    { type: 'channel', channel: renamed },
  );
  expect(world.state.channels.map(({ name }) => name)).toEqual(['renamed', 'c2']);
});

test('an ephemeral message can be replaced and taken back', () => {
  const shown: SandboxEvent = { type: 'ephemeral', message: ephemeral(5, 'U0ADA') };
  expect(after(shown, shown).ephemerals).toHaveLength(1);
  const gone: SandboxEvent = { type: 'ephemeral_deleted', id: 'e5', channel: 'C1', user: 'U0ADA' };
  expect(after(shown, gone).ephemerals).toEqual([]);
});

test('a hello replaces everything, and a reset leaves nothing', () => {
  const again: SandboxEvent = { ...hello, messages: {} };
  expect(after({ type: 'message', message: message(9) }, again).messages).toEqual({});
  expect(reduce(after(), { type: 'reset' })).toBeNull();
});

test('a member who was deactivated stays where they stood, with the mark', () => {
  const [ada] = state().users;
  if (!ada) throw new Error('nobody is here');
  const { users } = after({ type: 'member', member: { ...ada, deleted: true } }).state;
  expect(users.map(({ id, deleted }) => [id, deleted])).toContainEqual([ada.id, true]);
  expect(users).toHaveLength(state().users.length);
});
