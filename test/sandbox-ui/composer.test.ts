import { expect, test } from 'vitest';
import { decodeDraft } from '../../src/sandbox/ui/state/draft.ts';
import { commandOf, suggest } from '../../src/sandbox/ui/state/suggest.ts';
import { channel, member } from './fixtures.ts';

const known = {
  commands: [
    {
      command: '/incident',
      description: 'Incidents',
      usage_hint: 'declare <p1 | p2> [service] <title> | ack | list',
    },
    { command: '/oncall', description: 'Who', usage_hint: '[service]' },
  ],
  members: [member('U0ADA'), member('U0BOB')],
  channels: [channel('C1', { name: 'general' }), channel('C2', { name: 'old', is_archived: true })],
};

test.each<[string, string[]]>([
  ['/', ['/incident ', '/oncall ']],
  ['/on', ['/oncall ']],
  ['/incident ', ['declare ', 'ack ', 'list ']],
  ['/incident a', ['ack ']],
  ['/oncall ', []],
  ['/incident lead @ad', ['@ada ']],
  ['look in #', ['#general ']],
  ['mail me@', []],
  ['/incident', []],
  ['hello', []],
])('after %j it suggests %j', (text, inserts) => {
  const options = suggest(text, text.length, known)?.options ?? [];
  expect(options.map(({ insert }) => insert)).toEqual(inserts);
});

test('Enter takes a command at once, but never a word that may be left out', () => {
  expect(suggest('/in', 3, known)?.eager).toBe(true);
  expect(suggest('/incident ', 10, known)?.eager).toBe(false);
});

test('a text is a command only with the whole name', () => {
  expect(commandOf('/incident list', known.commands)?.command).toBe('/incident');
  expect(commandOf('/inc list', known.commands)).toBeNull();
});

test('a message to be edited reads as it was typed', () => {
  expect(decodeDraft('<@U0ADA> see <#C1|general> 1 &lt; 2 <!here>', known)).toBe(
    '@ada see #general 1 < 2 @here',
  );
});
