import { expect, test } from 'vitest';
import { quantile, statsTable } from '../../bench/stats.ts';

const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);

test.each([
  ['the median of a hundred', hundred, 0.5, 50],
  ['the p99 of a hundred', hundred, 0.99, 99],
  ['the p99 of few is the largest', [3, 1, 2], 0.99, 3],
  ['the median of one', [7], 0.5, 7],
  ['no samples', [], 0.5, Number.NaN],
])('%s', (_name, samples, share, expected) => {
  expect(quantile(samples, share)).toBe(expected);
});

test('a table sets medians against the bare calls', () => {
  const table = statsTable([
    { what: 'bare call', samples: [2, 2, 2] },
    { what: 'alert to channel', samples: [120, 130, 170], against: 'bare call' },
    { what: 'nothing', samples: [], against: 'bare call' },
  ]);
  expect(table.split('\n')).toEqual([
    '                  tries   median      p99   ratio',
    'bare call             3  2.00 ms  2.00 ms',
    'alert to channel      3   130 ms   170 ms  65.0 x',
    'nothing               0     none     none    none',
  ]);
});
