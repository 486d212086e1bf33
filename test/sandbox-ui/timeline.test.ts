import { expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/contract.ts';
import { groupRows, postsIn, threadsOf } from '../../src/sandbox/ui/state/timeline.ts';
import { ephemeral, message } from './fixtures.ts';

const noon = Math.floor(new Date(2026, 2, 5, 12).getTime() / 1000);

test.each<[string, Message, Message, boolean]>([
  ['the same author soon after', message(noon), message(noon + 60), false],
  ['another author', message(noon), message(noon + 60, { user: 'U0ADA' }), true],
  ['the same author after a pause', message(noon), message(noon + 301), true],
  ['the next day', message(noon), message(noon + 86_400), true],
  ['a join notice', message(noon), message(noon + 1, { subtype: 'channel_join' }), true],
])('%s starts a new group or not', (_what, first, second, leads) => {
  const rows = groupRows(postsIn([first, second], [], 'U0ADA', null), 'U0BOT');
  expect(rows[1]?.leads).toBe(leads);
});

test('the first row of each day carries the divider', () => {
  const posts = postsIn(
    [message(noon), message(noon + 1), message(noon + 86_400)],
    [],
    'U0ADA',
    null,
  );
  expect(groupRows(posts, 'U0BOT').map(({ newDay }) => newDay)).toEqual([true, false, true]);
});

test('an ephemeral message stands in its place, for its reader only, under the app', () => {
  const messages = [message(noon), message(noon + 20)];
  const notes = [ephemeral(noon + 10, 'U0ADA')];
  const rows = groupRows(postsIn(messages, notes, 'U0ADA', null), 'U0BOT');
  expect(rows.map(({ kind }) => kind)).toEqual(['message', 'ephemeral', 'message']);
  expect(postsIn(messages, notes, 'U0BOB', null)).toHaveLength(2);
});

test('replies stand in their thread, and in the channel only when broadcast', () => {
  const root = message(noon);
  const messages = [
    root,
    message(noon + 1, { thread_ts: root.ts }),
    message(noon + 2, { thread_ts: root.ts, subtype: 'thread_broadcast' }),
  ];
  expect(postsIn(messages, [], 'U0ADA', null).map(({ post }) => post.ts)).toEqual([
    root.ts,
    messages[2]?.ts,
  ]);
  expect(postsIn(messages, [], 'U0ADA', root.ts)).toHaveLength(3);
  expect(threadsOf(messages).get(root.ts)).toEqual({ count: 2, last: messages[2]?.ts });
});
