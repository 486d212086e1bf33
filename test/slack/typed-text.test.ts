import { expect, test } from 'vitest';
import { typedText } from '../../src/slack/typed-text.ts';

test.each([
  ['declare p1 checkout &amp; cart &lt;down&gt;', 'declare p1 checkout & cart <down>'],
  ['lead <@U0SENIOR|samir>', 'lead <@U0SENIOR>'],
  ['lead <@U0SENIOR>', 'lead <@U0SENIOR>'],
  [
    'note see <#C123|incidents> and <https://x.example/a?b=1&amp;c=2>',
    'note see #incidents and https://x.example/a?b=1&c=2',
  ],
  [
    'note <http://x.example|x.example> <mailto:a@x.example|a@x.example>',
    'note http://x.example mailto:a@x.example',
  ],
  ['note <!channel> help', 'note @channel help'],
  ['note &amp;lt; stays', 'note &lt; stays'],
  ['plain words', 'plain words'],
])('%j was typed as %j', (sent, typed) => {
  expect(typedText(sent)).toBe(typed);
});
