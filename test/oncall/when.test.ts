import { expect, test } from 'vitest';
import { fitsWithin, When } from '../../src/oncall/when.ts';

const saturday = new Date('2026-11-28T08:00:00Z');
const office = { days: ['mon..fri'], from: '09:00', to: '17:00' };

test.each([
  ['no times at all', { severity: ['p1'], zone: 'UTC' }, '2026-11-28T09:00:00Z', true],
  ['all of it on a weekend', { ...office, zone: 'UTC' }, '2026-11-29T20:00:00Z', false],
  ['up to the very begin', { ...office, zone: 'UTC' }, '2026-11-30T09:00:00Z', false],
  ['a minute into Monday', { ...office, zone: 'UTC' }, '2026-11-30T09:01:00Z', true],
  [
    'Monday begins earlier there',
    { ...office, zone: 'Asia/Kolkata' },
    '2026-11-30T04:00:00Z',
    true,
  ],
  ['no end in sight', { ...office, zone: 'UTC' }, null, true],
  ["everybody's own clock", { ...office, zone: 'person' }, '2026-11-29T20:00:00Z', true],
])('times that may fit between two instants: %s', (_, written, until, fits) => {
  expect(fitsWithin(When.parse(written), saturday, until === null ? null : new Date(until))).toBe(
    fits,
  );
});
