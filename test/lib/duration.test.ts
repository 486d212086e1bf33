import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DAY,
  formatDuration,
  HOUR,
  MINUTE,
  parseDuration,
  SECOND,
} from '../../src/lib/duration.ts';

describe('a duration as people type it', () => {
  test.each([
    ['1s', SECOND],
    ['90s', 90 * SECOND],
    ['5m', 5 * MINUTE],
    ['2h', 2 * HOUR],
    ['3d', 3 * DAY],
    ['1h30m', HOUR + 30 * MINUTE],
    ['2d3h4m5s', 2 * DAY + 3 * HOUR + 4 * MINUTE + 5 * SECOND],
    ['30m1h', HOUR + 30 * MINUTE],
    ['1m1m', 2 * MINUTE],
    ['0s', 0],
    ['007s', 7 * SECOND],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each([
    [''],
    ['5'],
    ['m'],
    ['5M'],
    ['5 m'],
    [' 5m'],
    ['5m '],
    ['5m\n'],
    ['-5m'],
    ['+5m'],
    ['1.5h'],
    ['1,5h'],
    ['5min'],
    ['5ms'],
    ['1w'],
    ['1h-30m'],
    ['1e3s'],
    ['٥m'],
    ['PT5M'],
    ['soon'],
  ])('%j is no duration', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test.each([['9999999999999999s'], ['104249991375d'], [`${'9'.repeat(400)}d`]])(
    'one that no clock can count is none: %s',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  test('every count of every unit is read exactly', () => {
    const count = fc.nat({ max: 100_000 });
    fc.assert(
      fc.property(count, count, count, count, (d, h, m, s) => {
        expect(parseDuration(`${d}d${h}h${m}m${s}s`)).toBe(
          d * DAY + h * HOUR + m * MINUTE + s * SECOND,
        );
      }),
    );
  });
});

describe('a duration as people read it', () => {
  test.each([
    [0, '0s'],
    [1, '1ms'],
    [0.2, '0s'],
    [999, '999ms'],
    [999.6, '1s'],
    [SECOND, '1s'],
    [1999, '1s'],
    [999.4, '999ms'],
    [45 * SECOND, '45s'],
    [59_999, '59s'],
    [MINUTE, '1m'],
    [5 * MINUTE, '5m'],
    [HOUR + 30 * MINUTE, '1h 30m'],
    [HOUR + 30 * MINUTE + 59 * SECOND, '1h 30m'],
    [HOUR + 5 * SECOND, '1h 5s'],
    [DAY - 1, '23h 59m'],
    [2 * DAY + 3 * HOUR, '2d 3h'],
    [400 * DAY, '400d'],
    [-1, '0s'],
    [-HOUR, '0s'],
    [Number.NaN, '0s'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  test('whatever has at most two units comes back as it was', () => {
    const units = ['s', 'm', 'h', 'd'] as const;
    const most = { s: 59, m: 59, h: 23, d: 999 };
    const parts = fc
      .uniqueArray(fc.constantFrom(...units), { minLength: 1, maxLength: 2 })
      .chain((some) =>
        fc.tuple(
          ...some.map((unit) => fc.integer({ min: 1, max: most[unit] }).map((n) => `${n}${unit}`)),
        ),
      );
    fc.assert(
      fc.property(parts, (words) => {
        const ms = parseDuration(words.join(''))!;
        expect(parseDuration(formatDuration(ms).replaceAll(' ', ''))).toBe(ms);
      }),
    );
  });

  test('it never says more than there is, and at most two units', () => {
    fc.assert(
      fc.property(fc.integer({ min: SECOND, max: 10_000 * DAY }), (ms) => {
        const text = formatDuration(ms);
        expect(text).toMatch(/^\d+[dhms]( \d+[dhms])?$/);
        expect(parseDuration(text.replaceAll(' ', ''))).toBeLessThanOrEqual(ms);
      }),
    );
  });
});
