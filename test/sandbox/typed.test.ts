import { expect, test } from 'vitest';
import { encodeTyped } from '../../src/sandbox/acts/typed.ts';
import { resolveSeed } from '../../src/sandbox/seed/seed.ts';
import { Store } from '../../src/sandbox/state/store.ts';
import { channelNameError } from '../../src/sandbox/validate/channel-name.ts';

const store = new Store(resolveSeed());

test.each([
  ['hello', 'hello'],
  ['@olive please', '<@U0ONCALL> please'],
  ['lead (@olive)', 'lead (<@U0ONCALL>)'],
  ['mail olive@sandbox.example', 'mail olive@sandbox.example'],
  ['@nobody', '@nobody'],
  ['see #incidents', 'see <#C0INCIDENTS|incidents>'],
  ['@here look', '<!here> look'],
  ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
  ['<@U0DEV> and <https://x.test/?a=1>', '<@U0DEV> and <https://x.test/?a=1>'],
  ['https://x.test/#general.', '<https://x.test/#general>.'],
  ['already &lt;b&gt;', 'already &lt;b&gt;'],
])('%s is sent as %s', (typed, sent) => {
  expect(encodeTyped(store, typed)).toBe(sent);
});

test.each([
  ['inc-2026-checkout_5xx', null],
  ['störung-1', null],
  ['x'.repeat(80), null],
  ['x'.repeat(81), 'invalid_name_maxlength'],
  ['', 'invalid_name_required'],
  ['-_-', 'invalid_name_punctuation'],
  ['Inc-1', 'invalid_name_specials'],
  ['inc 1', 'invalid_name_specials'],
  ['inc.1', 'invalid_name_specials'],
])('the channel name %s gets %s', (name, error) => {
  expect(channelNameError(name)).toBe(error);
});
