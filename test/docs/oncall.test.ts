import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Schedule } from '../../src/oncall/schedule.ts';
import { instantOf } from '../../src/oncall/wall-clock.ts';
import { shownBy } from '../oncall/reference.ts';

const doc = readFileSync(new URL('../../docs/oncall.md', import.meta.url), 'utf8');

const instants = [
  ...doc.matchAll(/^\| (\w+\/\w+) +\| (\d{4}-\d\d-\d\d) (\d\d:\d\d) +\| (\S+Z) \|/gm),
].map(([, zone = '', date = '', time = '', instant = '']) => [zone, `${date}T${time}`, instant]);

describe('the table of written times and their instants', () => {
  test('has at least eight zones', () => {
    expect(new Set(instants.map(([zone]) => zone)).size).toBeGreaterThanOrEqual(8);
  });

  test.each(instants)('in %s %s is %s', (zone = '', written = '', instant = '') => {
    const wall = Date.parse(`${written}Z`);
    const at = Date.parse(instant);

    expect(new Date(instantOf(zone, wall)).toISOString()).toBe(new Date(at).toISOString());
    // By the rule in words: shown then, and not a minute before.
    expect(shownBy(zone, at)).toBeGreaterThanOrEqual(wall);
    expect(shownBy(zone, at - 60_000)).toBeLessThan(wall);
  });
});

test.each([...doc.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => [text]))(
  'the example is a sound schedule: %s',
  (text) => {
    const read = z.object({ schedules: z.record(z.string(), Schedule) }).safeParse(parse(text));
    expect(read.error).toBeUndefined();
  },
);
