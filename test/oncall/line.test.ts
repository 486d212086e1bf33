import { expect, test } from 'vitest';
import { distinct } from '../../src/oncall/distinct.ts';
import { lineAt } from '../../src/oncall/line.ts';
import { Schedule } from '../../src/oncall/schedule.ts';

const at = new Date('2026-01-06T12:00Z');
const line = (written: object, overrides: Parameters<typeof lineAt>[1] = []) => [
  ...lineAt(Schedule.parse(written), overrides, at),
];

test.each<[string, object, (string | null)[]]>([
  [
    'everybody once, in the order of their turns',
    { people: ['ann', 'bob', 'ann', 'cyd'] },
    ['ann', 'bob', 'cyd'],
  ],
  ['one alone has nobody after them', { people: ['ann'] }, ['ann']],
  [
    'in a gap the next one comes after nobody',
    { people: ['ann', 'bob'], only: [{ days: ['sat'] }] },
    [null, 'ann', 'bob'],
  ],
  ['a turn in eleven months', { people: ['ann', 'bob'], turn: 'month', every: 11 }, ['ann', 'bob']],
  ['not one in two years', { people: ['ann', 'bob'], turn: 'month', every: 24 }, ['ann']],
  ['nobody at all', { people: ['ann'], start: '2030-01-01' }, [null]],
])('who is in line: %s', (_, written, people) => {
  expect(line(written)).toEqual(people);
});

test('whoever steps in is in line too', () => {
  const override = {
    id: 'o',
    schedule: 'x',
    person: 'eve',
    instead: null,
    from: new Date('2026-01-07T00:00Z'),
    until: new Date('2026-01-08T00:00Z'),
    by: 'U0ANN',
    reason: null,
    swap: null,
    createdAt: at,
  };

  expect(line({ people: ['ann', 'bob'] }, [override])).toEqual(['ann', 'eve', 'bob']);
});

test('a line is asked for no more people than are needed', () => {
  const asked: string[] = [];
  function* people() {
    for (const person of ['ann', 'bob', 'cyd']) {
      asked.push(person);
      yield person;
    }
  }
  distinct([{ target: 'schedule:x', line: people() }]);

  expect(asked).toEqual(['ann']);
});
