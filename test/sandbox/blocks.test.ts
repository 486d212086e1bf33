import { describe, expect, test } from 'vitest';
import { checkBlocks } from '../../src/sandbox/validate/blocks.ts';
import { checkView } from '../../src/sandbox/validate/view.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const x = (length: number) => 'x'.repeat(length);
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const option = (text: number, value: number) => ({ text: plain(x(text)), value: x(value) });
const button = (extra: object = {}) => ({
  type: 'button',
  action_id: 'a',
  text: plain('Go'),
  ...extra,
});
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (extra: object) => ({ type: 'section', ...extra });
const input = (element: object) => ({ type: 'input', label: plain('L'), element });
const select = (extra: object) => ({ type: 'static_select', action_id: 'a', ...extra });
const confirm = (title: number, text: number, yes: number) => ({
  title: plain(x(title)),
  text: mrkdwn(x(text)),
  confirm: plain(x(yes)),
  deny: plain('No'),
});

const less = (max: number, place: string) => [`must be less than ${max + 1} characters ${place}`];
const items = (max: number, place: string) => [`no more than ${max} items allowed ${place}`];

/** What fits, what is one too much, and what is said about it. */
const edges: [string, object, object, string[]][] = [
  [
    'section text 3,000',
    section({ text: mrkdwn(x(3000)) }),
    section({ text: mrkdwn(x(3001)) }),
    less(3000, '/0/text/text'),
  ],
  [
    '10 fields',
    section({ fields: times(10, () => mrkdwn('f')) }),
    section({ fields: times(11, () => mrkdwn('f')) }),
    items(10, '/0/fields'),
  ],
  [
    'field text 2,000',
    section({ fields: [mrkdwn(x(2000))] }),
    section({ fields: [mrkdwn(x(2001))] }),
    less(2000, '/0/fields/0/text'),
  ],
  [
    'header 150',
    { type: 'header', text: plain(x(150)) },
    { type: 'header', text: plain(x(151)) },
    less(150, '/0/text/text'),
  ],
  [
    '10 context elements',
    { type: 'context', elements: times(10, () => mrkdwn('c')) },
    { type: 'context', elements: times(11, () => mrkdwn('c')) },
    items(10, '/0/elements'),
  ],
  [
    '25 action elements',
    actions(...times(25, (i) => button({ action_id: `a${i}` }))),
    actions(...times(26, (i) => button({ action_id: `a${i}` }))),
    items(25, '/0/elements'),
  ],
  [
    'button text 75',
    actions(button({ text: plain(x(75)) })),
    actions(button({ text: plain(x(76)) })),
    less(75, '/0/elements/0/text/text'),
  ],
  [
    'button value 2,000',
    actions(button({ value: x(2000) })),
    actions(button({ value: x(2001) })),
    less(2000, '/0/elements/0/value'),
  ],
  [
    'action_id 255',
    actions(button({ action_id: x(255) })),
    actions(button({ action_id: x(256) })),
    less(255, '/0/elements/0/action_id'),
  ],
  [
    'block_id 255',
    section({ text: mrkdwn('t'), block_id: x(255) }),
    section({ text: mrkdwn('t'), block_id: x(256) }),
    less(255, '/0/block_id'),
  ],
  [
    'confirm title 100',
    actions(button({ confirm: confirm(100, 300, 30) })),
    actions(button({ confirm: confirm(101, 300, 30) })),
    less(100, '/0/elements/0/confirm/title/text'),
  ],
  [
    'confirm text 300',
    actions(button({ confirm: confirm(1, 300, 30) })),
    actions(button({ confirm: confirm(1, 301, 30) })),
    less(300, '/0/elements/0/confirm/text/text'),
  ],
  [
    'confirm button 30',
    actions(button({ confirm: confirm(1, 1, 30) })),
    actions(button({ confirm: confirm(1, 1, 31) })),
    less(30, '/0/elements/0/confirm/confirm/text'),
  ],
  [
    'option text 75',
    actions(select({ options: [option(75, 1)] })),
    actions(select({ options: [option(76, 1)] })),
    less(75, '/0/elements/0/options/0/text/text'),
  ],
  [
    'option value 150',
    actions(select({ options: [option(1, 150)] })),
    actions(select({ options: [option(1, 151)] })),
    less(150, '/0/elements/0/options/0/value'),
  ],
  [
    '100 options',
    actions(select({ options: times(100, () => option(1, 1)) })),
    actions(select({ options: times(101, () => option(1, 1)) })),
    items(100, '/0/elements/0/options'),
  ],
  [
    'placeholder 150',
    actions(select({ options: [option(1, 1)], placeholder: plain(x(150)) })),
    actions(select({ options: [option(1, 1)], placeholder: plain(x(151)) })),
    less(150, '/0/elements/0/placeholder/text'),
  ],
  [
    '5 overflow options',
    actions({ type: 'overflow', action_id: 'a', options: times(5, () => option(1, 1)) }),
    actions({ type: 'overflow', action_id: 'a', options: times(6, () => option(1, 1)) }),
    items(5, '/0/elements/0/options'),
  ],
  [
    '10 checkboxes',
    actions({ type: 'checkboxes', action_id: 'a', options: times(10, () => option(1, 1)) }),
    actions({ type: 'checkboxes', action_id: 'a', options: times(11, () => option(1, 1)) }),
    items(10, '/0/elements/0/options'),
  ],
  [
    'markdown 12,000',
    { type: 'markdown', text: x(12_000) },
    { type: 'markdown', text: x(12_001) },
    less(12_000, '/0/text'),
  ],
  [
    'alt text 2,000',
    { type: 'image', image_url: 'https://x.test/a.png', alt_text: x(2000) },
    { type: 'image', image_url: 'https://x.test/a.png', alt_text: x(2001) },
    less(2000, '/0/alt_text'),
  ],
];

describe.each(edges)('%s', (_name, fits, tooMuch, said) => {
  test('is taken', () => expect(lines([fits])).toEqual([]));
  test('and not one more', () => expect(lines([tooMuch])).toEqual(said));
});

test.each<[string, unknown[], string[]]>([
  [
    'an empty text',
    [section({ text: mrkdwn('') })],
    ['must be more than 0 characters /0/text/text'],
  ],
  ['a section of nothing', [section({})], ['must define either `text` or `fields` /0']],
  [
    'a header in mrkdwn',
    [{ type: 'header', text: mrkdwn('h') }],
    ['must be one of the allowed values: plain_text /0/text/type'],
  ],
  [
    'emoji on mrkdwn',
    [section({ text: { ...mrkdwn('t'), emoji: true } })],
    ['invalid additional property: emoji /0/text'],
  ],
  [
    'a field that Slack does not know',
    [section({ text: mrkdwn('t'), colour: 'red' })],
    ['invalid additional property: colour /0'],
  ],
  [
    'a button without text',
    [actions({ type: 'button', action_id: 'a' })],
    ['missing required field: text /0/elements/0'],
  ],
  ['an unknown block', [{ type: 'marquee' }], ['unsupported type: marquee /0/type']],
  [
    'a type that every object has',
    [{ type: 'constructor' }],
    ['unsupported type: constructor /0/type'],
  ],
  [
    'an input in a message',
    [input({ type: 'plain_text_input', action_id: 'a' })],
    ['unsupported type: input /0/type'],
  ],
  [
    'an alert in a message',
    [{ type: 'alert', text: plain('!') }],
    ['unsupported type: alert /0/type'],
  ],
  [
    'one block_id twice',
    [section({ text: mrkdwn('t'), block_id: 'b' }), { type: 'divider', block_id: 'b' }],
    ['`block_id` must be unique /1/block_id'],
  ],
  [
    'one action_id twice in a block',
    [actions(button(), button())],
    ['`action_id` must be unique in a block /0/elements'],
  ],
  [
    'options and groups at once',
    [actions(select({}))],
    ['must define exactly one of `options` and `option_groups` /0/elements/0'],
  ],
  ['a block that is not an object', ['divider'], ['must be an object /0']],
  ['51 blocks', times(51, () => ({ type: 'divider' })), ['no more than 50 items allowed ']],
])('%s is refused in a message', (_name, blocks, said) => {
  expect(lines(blocks)).toEqual(said);
});

test('limits count code points, not UTF-16 units', () => {
  expect(lines([{ type: 'header', text: plain('🔥'.repeat(150)) }])).toEqual([]);
});

const modal = (extra: object = {}) => ({
  type: 'modal',
  title: plain('T'),
  blocks: [{ type: 'divider' }],
  ...extra,
});
const field = input({ type: 'plain_text_input', action_id: 'a' });

test.each<[string, unknown, string[]]>([
  ['a modal', modal({ submit: plain('Go'), blocks: [field] }), []],
  [
    'a Home tab of 100 blocks',
    { type: 'home', blocks: times(100, () => ({ type: 'divider' })) },
    [],
  ],
  [
    'an input without submit',
    modal({ blocks: [field] }),
    ['must define `submit` to use an `input` block /view/blocks/0/input'],
  ],
  ['a title of 25', modal({ title: plain(x(25)) }), less(24, '/view/title/text')],
  ['a submit of 25', modal({ submit: plain(x(25)) }), less(24, '/view/submit/text')],
  [
    '101 blocks',
    modal({ blocks: times(101, () => ({ type: 'divider' })) }),
    items(100, '/view/blocks'),
  ],
  ['no blocks', modal({ blocks: [] }), ['no less than 1 items allowed /view/blocks']],
  [
    'private_metadata of 3,001',
    modal({ private_metadata: x(3001) }),
    less(3000, '/view/private_metadata'),
  ],
  ['callback_id of 256', modal({ callback_id: x(256) }), less(255, '/view/callback_id')],
  [
    'no title',
    { type: 'modal', blocks: [{ type: 'divider' }] },
    ['missing required field: title /view'],
  ],
  [
    'a markdown block',
    modal({ blocks: [{ type: 'markdown', text: 'm' }] }),
    ['unsupported type: markdown /view/blocks/0/type'],
  ],
  ['nonsense', 'modal', ['must be an object /view']],
])('%s as a view', (_name, view, said) => {
  expect(checkView(view).map(({ message, pointer }) => `${message} ${pointer}`)).toEqual(said);
});

function lines(blocks: unknown): string[] {
  return checkBlocks(blocks, 'message', '').map(({ message, pointer }) => `${message} ${pointer}`);
}
