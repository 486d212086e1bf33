import { expect, test } from 'vitest';
import { channelName } from '../../src/slack/views/channel-name.ts';

test.each([
  [12, 'KindleSyncDown', 1, 'inc-12-kindlesyncdown'],
  [12, 'Checkout: 5xx > 10 %!', 1, 'inc-12-checkout-5xx-10'],
  [3, 'Größe & Übermaß', 1, 'inc-3-groesse-uebermass'],
  [3, 'Gro\u0308ße', 1, 'inc-3-groesse'],
  [3, 'Café Ångström Łódź', 1, 'inc-3-cafe-angstroem-lodz'],
  [3, 'שלום', 1, 'inc-3'],
  [3, '🔥🔥', 2, 'inc-3-2'],
  [3, '---', 1, 'inc-3'],
  [3, 'a', 2, 'inc-3-a-2'],
])('incident %i %j on attempt %i is %s', (number, title, attempt, name) => {
  expect(channelName(number, title, attempt)).toBe(name);
});

test.each([1, 2, 100])('a long title stays within 80 characters on attempt %i', (attempt) => {
  const name = channelName(123_456, 'words and '.repeat(30), attempt);

  expect(name.length).toBeLessThanOrEqual(80);
  expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});
