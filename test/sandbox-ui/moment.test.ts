import { expect, test } from 'vitest';
import { fromLocal, toLocal } from '../../src/sandbox/ui/blocks/moment.ts';

test('a moment is shown on the clock of the browser, and read back from it', () => {
  const seconds = Date.parse('2027-01-05T10:00:00Z') / 1000;
  expect(new Date(toLocal(seconds)).getTime()).toBe(seconds * 1000);
  expect(fromLocal(toLocal(seconds))).toBe(seconds);
});

test('nothing chosen is nothing sent', () => {
  expect(toLocal(null)).toBe('');
  expect(fromLocal('')).toBeNull();
});
