import { expect, test } from 'vitest';
import { conversationAt, conversationsOf } from '../../src/sandbox/ui/state/conversations.ts';
import { formatPath, parsePath, placeOfLink, sameHost } from '../../src/sandbox/ui/state/route.ts';
import { channel, state } from './fixtures.ts';

test.each([
  ['/archives/C1', { channel: 'C1', ts: null, thread: null }],
  ['/archives/C1/p1700000000000100', { channel: 'C1', ts: '1700000000.000100', thread: null }],
  [
    '/archives/C1/p1700000000000200?thread_ts=1700000000.000100',
    { channel: 'C1', ts: '1700000000.000200', thread: '1700000000.000100' },
  ],
])('%s is a place, and its address is the same again', (path, place) => {
  expect(parsePath(path)).toEqual(place);
  expect(formatPath(place)).toBe(path);
});

test.each(['/', '/archives/', '/archives/c1', '/archives/C1/p17', '/other/C1'])(
  '%s is no place',
  (path) => {
    expect(parsePath(path)).toBeNull();
  },
);

test('only links into this workspace are followed inside the page', () => {
  const homes = ['http://127.0.0.1:3001'];
  expect(placeOfLink('http://127.0.0.1:3001/archives/C1', homes)?.channel).toBe('C1');
  expect(placeOfLink('https://elsewhere.example/archives/C1', homes)).toBeNull();
  expect(placeOfLink('not an address', homes)).toBeNull();
});

const direct = channel('D1', { is_im: true, is_private: true, members: ['U0ADA', 'U0BOT'] });
const workspace = state({
  channels: [
    channel('C3', { is_archived: true, name: 'aaa' }),
    channel('C2', { members: ['U0BOB'] }),
    channel('C4', { members: ['U0BOB'], is_private: true }),
    channel('C1'),
    direct,
  ],
});

test('the sidebar lists own channels, archived last, other public ones, and the app first', () => {
  const { joined, others, directs } = conversationsOf(workspace, 'U0ADA');
  expect(joined.map(({ id }) => id)).toEqual(['C1', 'C3']);
  expect(others.map(({ id }) => id)).toEqual(['C2']);
  expect(directs.map(({ id }) => id)).toEqual(['D1', 'U0BOB']);
});

test.each([
  ['D1', 'U0ADA', 'D1'],
  ['D1', 'U0BOB', 'U0BOT'],
  ['U0BOT', 'U0ADA', 'D1'],
  ['U0ADA', 'U0ADA', null],
  ['C9', 'U0ADA', null],
])('at %s, %s sees %s', (id, me, seen) => {
  expect(conversationAt(workspace, me, id)?.id ?? null).toBe(seen);
});

test.each([
  ['http://localhost:3001/archives/C1?a=b', 'http://127.0.0.1:3001/archives/C1?a=b'],
  ['http://127.0.0.1:3001/', null],
  ['http://localhost:5173/', null],
])('opened at %s, the page moves to %s', (address, moved) => {
  expect(sameHost(address, 'http://127.0.0.1:3001')).toBe(moved);
});
