import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/lib/duration.ts';
import { type Escalation, startEscalation } from '../../src/oncall/escalation.ts';
import { type Around, nextStep } from '../../src/oncall/next-step.ts';
import { chainFrom, Policy } from '../../src/oncall/policy.ts';
import { personOf } from '../../src/oncall/recipient.ts';
import { nextOf } from '../../src/oncall/round-robin.ts';
import { timeFits, When, whenWords } from '../../src/oncall/when.ts';

const t0 = new Date('2026-03-29T00:58:00Z');

/** Everybody who is named is there; `nobody` is not. */
function around(part: Partial<Around> = {}): Around {
  return {
    severity: 'p2',
    reach: (targets) =>
      targets.flatMap((user) => (user === 'nobody' ? [] : [{ ...personOf(user), zone: 'UTC' }])),
    turns: () => [],
    ...part,
  };
}

function policyOf(levels: object[], rest: object = {}): Policy {
  const named = levels.map((level, index) => ({ name: `L${index + 1}`, wait: '5m', ...level }));
  return Policy.parse({ levels: named, ...rest });
}

/** Every step in its time: minute, policy, level and whom. */
function story(policies: Record<string, Policy>, who = around()): string[] {
  const told: string[] = [];
  let current: Escalation = startEscalation(chainFrom(policies, 'main', 'UTC'), 'p2', 1, t0);
  for (let step = 0; step < 60 && current.nextAt !== null; step += 1) {
    const now = current.nextAt;
    const { escalation, paged, passed } = nextStep(current, now, who);
    const minute = (now.getTime() - t0.getTime()) / MINUTE;
    for (const { name, why } of passed)
      told.push(`${minute} ${name} ${why === 'empty' ? why : 'passed'}`);
    if (paged)
      told.push(`${minute} ${paged.policy} ${paged.name} ${paged.to.map(({ user }) => user)}`);
    current = escalation;
  }
  return [...told, current.state];
}

describe('what follows what', () => {
  const ann = { page: ['ann'] };
  const bob = { page: ['bob'] };
  const nobody = { page: ['nobody'] };
  test.each<[string, Record<string, Policy>, string[]]>([
    [
      'all levels again',
      { main: policyOf([ann, bob], { repeat: 1, repeat_from: 'first' }) },
      ['0 main L1 ann', '5 main L2 bob', '10 main L1 ann', '15 main L2 bob', 'exhausted'],
    ],
    [
      'two policies, each with its repeats',
      {
        main: policyOf([ann], { repeat: 1, next_policy: 'more' }),
        more: policyOf([bob], { repeat: 1 }),
      },
      ['0 main L1 ann', '5 main L1 ann', '10 more L1 bob', '15 more L1 bob', 'exhausted'],
    ],
    [
      'a policy of empty levels hands over at once',
      { main: policyOf([nobody, nobody], { next_policy: 'more' }), more: policyOf([bob]) },
      ['0 L1 empty', '0 L2 empty', '0 more L1 bob', 'exhausted'],
    ],
    [
      'empty levels are told once, however often they repeat',
      { main: policyOf([nobody], { repeat: 10, repeat_from: 'first' }) },
      ['0 L1 empty', 'exhausted'],
    ],
    [
      'a level of another severity',
      { main: policyOf([{ ...ann, when: { severity: ['p1'] } }, bob]) },
      ['0 L1 passed', '0 main L2 bob', 'exhausted'],
    ],
    [
      'a policy that is handed over to itself by others ends after each was once',
      {
        main: policyOf([ann], { next_policy: 'more' }),
        more: policyOf([bob], { next_policy: 'main' }),
      },
      ['0 main L1 ann', '5 more L1 bob', 'exhausted'],
    ],
  ])('%s', (_, policies, expected) => {
    expect(story(policies)).toEqual(expected);
  });

  test('by the own clock of each, only those are paged whose hours it is', () => {
    const when = { from: '09:00', to: '17:00', zone: 'person' };
    const zones: Record<string, string> = { ann: 'Asia/Tokyo', bob: 'America/New_York' };
    const reach: Around['reach'] = (targets) =>
      targets.map((user) => ({ ...personOf(user), zone: zones[user] ?? 'UTC' }));
    const policies = { main: policyOf([{ page: ['ann', 'bob'], when }]) };
    expect(story(policies, around({ reach }))).toEqual(['0 main L1 ann', 'exhausted']);
  });

  test('whatever the policies, it ends, and no level is paged before its time', () => {
    const level = fc.record({
      page: fc.uniqueArray(fc.constantFrom('ann', 'bob', 'nobody')),
      round_robin: fc.boolean(),
      when: fc.option(fc.record({ severity: fc.constantFrom(['p1'], ['p2']) }), { nil: undefined }),
    });
    const policy = fc.record({
      levels: fc.array(level, { minLength: 1, maxLength: 4 }),
      rest: fc.record({
        repeat: fc.nat({ max: 3 }),
        repeat_from: fc.constantFrom('first', 'last'),
        next_policy: fc.constantFrom('main', 'more', 'gone'),
      }),
    });
    fc.assert(
      fc.property(policy, policy, (main, more) => {
        const told = story({
          main: policyOf(main.levels, main.rest),
          more: policyOf(more.levels, more.rest),
        });
        expect(told.at(-1)).toBe('exhausted');
        const minutes = told.filter((line) => / L\d \w/.test(line) && !/empty|passed/.test(line));
        expect(minutes.map((line) => Number(line.split(' ')[0]))).toEqual(
          minutes.map((_, index) => index * 5),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('whose turn it is', () => {
  const people = ['ann', 'bob', 'cyd'].map(personOf);
  test.each([
    ['nobody had one yet', [], 'ann'],
    ['one had', ['ann'], 'bob'],
    ['all had', ['bob', 'cyd', 'ann'], 'bob'],
    ['who left does not count', ['eve', 'ann', 'bob', 'cyd'], 'ann'],
    ['who is new comes first', ['ann', 'bob'], 'cyd'],
  ])('%s', (_, before, next) => {
    expect(nextOf(people, before).map(({ user }) => user)).toEqual([next]);
  });

  test('channels are told beside whoever it is', () => {
    const channel = { kind: 'channel' as const, user: null, name: 'ops' };
    expect(nextOf([channel, ...people], ['ann'])).toEqual([personOf('bob'), channel]);
  });
});

describe('a time of a level', () => {
  const office = When.parse({ days: ['mon..fri'], from: '09:00', to: '17:00' });
  test.each([
    ['Europe/Berlin', '2026-03-27T08:00:00Z', true],
    ['Europe/Berlin', '2026-03-27T07:59:59Z', false],
    ['Europe/Berlin', '2026-03-30T07:00:00Z', true],
    ['Europe/Berlin', '2026-03-30T15:00:00Z', false],
    ['Asia/Kolkata', '2026-03-30T03:30:00Z', true],
    ['UTC', '2026-03-28T12:00:00Z', false],
  ])('in %s at %s: %s', (zone, at, fits) => {
    expect(timeFits(office, zone, new Date(at))).toBe(fits);
  });

  test.each([
    [{ severity: ['p1', 'p2'] }, 'P1 and P2'],
    [{ from: '22:00', to: '06:00', zone: 'UTC' }, '22:00 to 06:00 in UTC'],
    [{ days: ['sat', 'sun'], zone: 'person' }, "sat, sun in the person's own time"],
  ])('%j reads %s', (written, words) => {
    expect(whenWords(When.parse(written))).toBe(words);
  });

  test.each([
    [{ from: '25:00' }],
    [{ days: ['monday'] }],
    [{ zone: 'Berlin' }],
    [{ severity: [] }],
    [{ until: '17:00' }],
  ])('%j is refused', (written) => {
    expect(When.safeParse(written).success).toBe(false);
  });
});
