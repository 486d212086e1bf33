import { expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/contract.ts';
import { countUnread } from '../../src/sandbox/ui/state/unread.ts';
import { channel, message, tsOf } from './fixtures.ts';

const section = (text: string) => [{ type: 'section', text: { type: 'mrkdwn', text } }];

test.each<[string, Partial<Message>, boolean, number]>([
  ['a message by somebody else', {}, true, 0],
  ['a message of one’s own', { user: 'U0ADA' }, false, 0],
  ['a join notice', { subtype: 'channel_join' }, false, 0],
  ['a mention in the text', { text: 'hi <@U0ADA>' }, true, 1],
  ['a mention in a block', { blocks: section('over to <@U0ADA|ada>') }, true, 1],
  ['a mention of somebody else', { text: 'hi <@U0ADAM>' }, true, 0],
  ['a call to everybody here', { text: '<!here> look' }, true, 1],
  ['a reply in a thread', { thread_ts: tsOf(1) }, false, 0],
  ['a mention in a thread', { thread_ts: tsOf(1), text: '<@U0ADA>' }, false, 1],
])('%s counts as it should', (_what, more, any, mentions) => {
  const list = [message(5), message(10, more)];
  expect(countUnread(channel('C1'), list, 'U0ADA', tsOf(5))).toEqual({ any, mentions });
});

test('everything in a direct message calls', () => {
  const direct = channel('D1', { is_im: true, members: ['U0ADA', 'U0BOT'] });
  const unread = countUnread(direct, [message(1), message(2)], 'U0ADA', '0');
  expect(unread).toEqual({ any: true, mentions: 2 });
});

test('what was read counts no more, and a channel one is not in never counts', () => {
  const nothing = { any: false, mentions: 0 };
  expect(countUnread(channel('C1'), [message(9)], 'U0ADA', tsOf(9))).toEqual(nothing);
  expect(countUnread(channel('C1'), [message(9)], 'U0EVE', '0')).toEqual(nothing);
});
