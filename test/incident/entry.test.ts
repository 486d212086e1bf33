import { expect, test } from 'vitest';
import { plain, spoken } from '../../src/incident/entry.ts';

test.each([
  [
    '<!channel> <@U0CTO> & <https://x|y>',
    '&lt;!channel&gt; &lt;@U0CTO&gt; &amp; &lt;https://x|y&gt;',
  ],
  ['two\n lines', 'two lines'],
])('foreign text %j becomes %j', (text, shown) => {
  expect(plain(text)).toBe(shown);
});

test.each([
  ['ask <@U0CTO> & <!channel>', 'ask <@U0CTO> &amp; &lt;!channel&gt;'],
  ['<@U0CTO|carla> <https://x|y>', '&lt;@U0CTO|carla&gt; &lt;https://x|y&gt;'],
  [`${'x'.repeat(2600)}`, `${'x'.repeat(2400)}…`],
])('what a responder says keeps its mentions and nothing else: %j', (text, shown) => {
  expect(spoken(text)).toBe(shown);
});
