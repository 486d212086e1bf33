import { describe, expect, test } from 'vitest';
import { strftime } from '../../src/lib/strftime.ts';
import { readPipeline } from '../../src/runbook/command/pipeline.ts';
import type { DateText } from '../../src/runbook/model.ts';

const HOUR = 3_600_000;
const plain = { utc: false, offsetMs: 0 };

function dateIn(line: string): DateText | null {
  const words = readPipeline(line).pipeline?.flatMap(({ argv }) => argv.flat()) ?? [];
  for (const piece of words) if (typeof piece !== 'string' && 'date' in piece) return piece.date;
  return null;
}

describe('a date is computed without a shell', () => {
  test.each<[string, DateText]>([
    ['tar czf b-$(date +%Y%m%d).tgz x', { ...plain, format: '%Y%m%d' }],
    ['cat "b $(date +%F)"', { ...plain, format: '%F' }],
    ['cat b-`date +%Y-%m-%d`.log', { ...plain, format: '%Y-%m-%d' }],
    ['cat $(date +"%Y-%m-%d %H:%M")', { ...plain, format: '%Y-%m-%d %H:%M' }],
    ["cat $(date '+%s')", { ...plain, format: '%s' }],
    ['cat $(date -u +%F)', { utc: true, offsetMs: 0, format: '%F' }],
    ['cat $(date -I)', { ...plain, format: '%F' }],
    ['cat $(date -d yesterday +%F)', { utc: false, offsetMs: -24 * HOUR, format: '%F' }],
    ["cat $(date --date='2 days ago' +%F)", { utc: false, offsetMs: -48 * HOUR, format: '%F' }],
    ["cat $(date -d '-3 hours' +%F)", { utc: false, offsetMs: -3 * HOUR, format: '%F' }],
    ['cat $(date -v-1d +%F)', { utc: false, offsetMs: -24 * HOUR, format: '%F' }],
    ["cat $(date -d '1 week' +%F)", { utc: false, offsetMs: 168 * HOUR, format: '%F' }],
  ])('`%s`', (line, date) => {
    expect(dateIn(line)).toEqual(date);
  });

  test.each([
    'cat $(date)',
    'cat $(date +%N)',
    'cat $(date +%Q)',
    'cat $(date +%)',
    'cat $(date +)',
    'cat $(date -d "last monday" +%F)',
    'cat $(date -d "$DAY" +%F)',
    'cat $(date -s 2020-01-01 +%F)',
    'cat $(date -r file +%F)',
    'cat $(date +%F | cut -c1-4)',
    'cat $(date +%F; rm -rf /)',
    'cat $(date +$FORMAT)',
    'cat $(TZ=Asia/Tokyo date +%F)',
    'cat $(date +%F > x)',
    'cat $(/tmp/date +%F)',
  ])('`%s` is for a shell', (line) => {
    expect(readPipeline(line).pipeline).toBeNull();
  });
});

test.each([
  ['%Y%m%d', '20260301'],
  ['%F %T', '2026-03-01 04:05:06'],
  ['%y %e %j', '26  1 060'],
  ['%H:%M:%S %I %p', '04:05:06 04 AM'],
  ['%R %D', '04:05 03/01/26'],
  ['%a %A %b %B %h', 'Sun Sunday Mar March Mar'],
  ['%u %w', '7 0'],
  ['%s', '1772337906'],
  ['%z', '+0000'],
  ['100%%', '100%'],
  ['%Q', null],
  ['%', null],
])('%s of that Sunday in March is %j', (format, text) => {
  expect(strftime(format, new Date('2026-03-01T04:05:06.789Z'), 'utc')).toBe(text);
});
