import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { instantOf } from '../../src/oncall/wall-clock.ts';
import { DirectoryFile } from '../../src/service/directory.ts';
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

const Example = DirectoryFile.pick({ schedules: true, policies: true, calendar_keys: true });

test.each([...doc.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => [text]))(
  'the example is sound: %s',
  (text) => {
    const read = Example.safeParse(parse(text));
    expect(read.error).toBeUndefined();
  },
);
