import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInline } from '../../src/sandbox/ui/text/inline.ts';
import type { Inline, TextBlock } from '../../src/sandbox/ui/text/nodes.ts';
import { parseText } from '../../src/sandbox/ui/text/parse.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

test.each<[string, Inline[]]>([
  ['*bold*', [{ kind: 'bold', children: [text('bold')] }]],
  ['_italic_', [{ kind: 'italic', children: [text('italic')] }]],
  ['~gone~', [{ kind: 'strike', children: [text('gone')] }]],
  ['`a < b *x*`', [{ kind: 'code', text: 'a < b *x*' }]],
  ['*_both_*', [{ kind: 'bold', children: [{ kind: 'italic', children: [text('both')] }] }]],
  ['_foo_bar_', [{ kind: 'italic', children: [text('foo_bar')] }]],
  ['5 &lt; 6 &amp;&amp; x', [text('5 < 6 && x')]],
  [':fire:', [{ kind: 'emoji', name: 'fire', glyph: '🔥' }]],
  ['<@U0DBA>', [{ kind: 'user', id: 'U0DBA', label: '' }]],
  ['<#C1|general>', [{ kind: 'channel', id: 'C1', label: 'general' }]],
  ['<!here>', [{ kind: 'broadcast', name: 'here' }]],
  ['<!subteam^S1|@oncall>', [{ kind: 'usergroup', id: 'S1', label: '@oncall' }]],
  ['<https://a.b/c?d=1&amp;e|here>', [{ kind: 'link', url: 'https://a.b/c?d=1&e', label: 'here' }]],
  ['<https://a.b>', [{ kind: 'link', url: 'https://a.b', label: 'https://a.b' }]],
  ['<mailto:a@b.c|write>', [{ kind: 'link', url: 'mailto:a@b.c', label: 'write' }]],
  [
    '<!date^1700000000^{date}^https://a.b|then>',
    [
      {
        kind: 'date',
        at: 1_700_000_000_000,
        format: '{date}',
        fallback: 'then',
        url: 'https://a.b',
      },
    ],
  ],
  [
    'see https://a.b/c.',
    [text('see '), { kind: 'link', url: 'https://a.b/c', label: 'https://a.b/c' }, text('.')],
  ],
])('%s is read as Slack reads it', (source, nodes) => {
  expect(parseInline(source, 'mrkdwn')).toEqual(nodes);
});

test.each([
  'snake_case_name',
  '2 * 3 * 4',
  'a*b*c',
  ':not_an_emoji:',
  '10:30:00',
  '<javascript:alert(1)|press>',
  '<b>',
  '*',
])('%s is no markup and stays as written', (source) => {
  expect(parseInline(source, 'mrkdwn')).toEqual([text(source)]);
});

test.each<[string, TextBlock['kind'][]]>([
  ['one\ntwo', ['paragraph']],
  ['one\n\ntwo', ['paragraph', 'paragraph']],
  ['&gt; a\n> b\nc', ['quote', 'paragraph']],
  ['&gt;&gt;&gt; a\nb', ['quote']],
  ['before\n```\ncode\n```\nafter', ['paragraph', 'pre', 'paragraph']],
  ['• a\n• b\n1. c', ['list', 'list']],
  ['# not a heading', ['paragraph']],
])('%j is made of %j', (source, kinds) => {
  expect(parseText(source, 'mrkdwn').map(({ kind }) => kind)).toEqual(kinds);
});

test('nothing inside a fence is markup, and its entities are decoded', () => {
  expect(parseText('```\n*a* &lt;b&gt;\n```', 'mrkdwn')).toEqual([
    { kind: 'pre', text: '*a* <b>' },
  ]);
});

test('the markdown dialect knows headings, tasks, tables and language marks', () => {
  const blocks = parseText(
    '## Head\n**b**\n- [x] done\n- [ ] open\n\n| a |\n|---|\n```sh\nls\n```',
    'markdown',
  );
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list', 'pre', 'pre']);
  expect(blocks[2]).toMatchObject({ items: [{ done: true }, { done: false }] });
  expect(blocks[4]).toEqual({ kind: 'pre', text: 'ls' });
});

test('no text makes the parser lose a letter or stand still', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ab *_~`<>|&;:@#!-1.\n'), maxLength: 80 });
  fc.assert(
    fc.property(letters, fc.constantFrom('mrkdwn', 'markdown'), (source, dialect) => {
      const shown = JSON.stringify(parseText(source, dialect));
      for (const letter of ['a', 'b']) {
        expect(shown.split(letter).length).toBeGreaterThanOrEqual(source.split(letter).length);
      }
    }),
  );
});

test('a hostile text of forty thousand marks is read in well under a second', () => {
  const started = performance.now();
  parseText('*a _b '.repeat(6600), 'mrkdwn');
  expect(performance.now() - started).toBeLessThan(1000);
});
