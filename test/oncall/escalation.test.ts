import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/lib/duration.ts';
import { type Escalation, startEscalation } from '../../src/oncall/escalation.ts';
import { type Around, hasNext, nextLevel, nextStep } from '../../src/oncall/next-step.ts';
import { Policy } from '../../src/oncall/policy.ts';
import { peopleIn, personOf } from '../../src/oncall/recipient.ts';

const t0 = new Date('2026-03-29T00:58:00Z');
const later = (minutes: number) => new Date(t0.getTime() + minutes * MINUTE);

const people: Record<string, string[]> = {
  ann: ['U0ANN'],
  bob: ['U0BOB'],
  'schedule:primary': ['U0ANN'],
  'schedule:empty': [],
};
type WhoIs = (targets: readonly string[]) => string[];
const whoIs: WhoIs = (targets) => targets.flatMap((target) => people[target] ?? []);

function around(who: WhoIs): Around {
  return {
    severity: 'p1',
    reach: (targets) => who(targets).map((user) => ({ ...personOf(user), zone: 'UTC' })),
    turns: () => [],
  };
}

/** `ann bob 5m` is a level that pages both and waits five minutes. */
function policyOf(levels: string[], repeat = 0, page?: string[]): Policy {
  return Policy.parse({
    levels: levels.map((text, index) => {
      const words = text.split(' ');
      return { name: `L${index + 1}`, page: words.slice(0, -1), wait: words.at(-1) };
    }),
    repeat,
    ...(page && { page }),
  });
}

function started(policy: Policy, severity = 'p1', round = 1): Escalation {
  return startEscalation([{ name: 'main', policy }], severity, round, t0);
}

/** Takes every step at the moment it is due, and says what happened in minutes since the start. */
function story(escalation: Escalation, who: WhoIs = whoIs): string[] {
  const told: string[] = [];
  let current = escalation;
  for (let step = 0; step < 50 && current.nextAt !== null; step += 1) {
    const now = current.nextAt;
    const { escalation: next, paged, passed } = nextStep(current, now, around(who));
    const minute = (now.getTime() - t0.getTime()) / MINUTE;
    told.push(...passed.map(({ name }) => `${minute} ${name} is empty`));
    told.push(
      paged ? `${minute} ${paged.name} ${peopleIn(paged.to).join(' ')}` : `${minute} ${next.state}`,
    );
    current = next;
  }
  return told;
}

describe('what happens when', () => {
  test.each<[string, Policy, string[]]>([
    ['one level', policyOf(['ann 5m']), ['0 L1 U0ANN', '5 exhausted']],
    [
      'each level has its own wait, counted from its page',
      policyOf(['ann 5m', 'bob 10m', 'ann 1h30m']),
      ['0 L1 U0ANN', '5 L2 U0BOB', '15 L3 U0ANN', '105 exhausted'],
    ],
    [
      'everybody on a level is paged together',
      policyOf(['ann bob 5m']),
      ['0 L1 U0ANN U0BOB', '5 exhausted'],
    ],
    [
      'who is there twice is paged once',
      policyOf(['schedule:primary ann ann bob 5m']),
      ['0 L1 U0ANN U0BOB', '5 exhausted'],
    ],
    [
      'the last level repeats',
      policyOf(['ann 5m', 'bob 10m'], 2),
      ['0 L1 U0ANN', '5 L2 U0BOB', '15 L2 U0BOB', '25 L2 U0BOB', '35 exhausted'],
    ],
    ['one level repeats', policyOf(['ann 1m'], 1), ['0 L1 U0ANN', '1 L1 U0ANN', '2 exhausted']],
    [
      'an empty first level is passed over at once',
      policyOf(['schedule:empty 5m', 'bob 10m']),
      ['0 L1 is empty', '0 L2 U0BOB', '10 exhausted'],
    ],
    [
      'empty levels in the middle cost no time',
      policyOf(['ann 5m', 'schedule:empty 30m', 'nobody 30m', 'bob 1m']),
      ['0 L1 U0ANN', '5 L2 is empty', '5 L3 is empty', '5 L4 U0BOB', '6 exhausted'],
    ],
    [
      'a level without targets is empty',
      policyOf(['5m', 'bob 10m']),
      ['0 L1 is empty', '0 L2 U0BOB', '10 exhausted'],
    ],
    [
      'an empty last level ends it at once',
      policyOf(['ann 5m', 'nobody 5m']),
      ['0 L1 U0ANN', '5 L2 is empty', '5 exhausted'],
    ],
    [
      'nobody anywhere',
      policyOf(['nobody 5m', 'schedule:empty 5m']),
      ['0 L1 is empty', '0 L2 is empty', '0 exhausted'],
    ],
    [
      'an empty last level that repeats is told of once',
      policyOf(['ann 5m', 'nobody 5m'], 10),
      ['0 L1 U0ANN', '5 L2 is empty', '5 exhausted'],
    ],
  ])('%s', (_, policy, expected) => {
    expect(story(started(policy))).toEqual(expected);
  });

  test('a level whose person left in between is found empty when its turn comes', () => {
    let calls = 0;
    const leaves: WhoIs = () => (++calls === 1 ? ['U0ANN'] : []);
    expect(story(started(policyOf(['ann 5m', 'bob 5m'], 1)), leaves)).toEqual([
      '0 L1 U0ANN',
      '5 L2 is empty',
      '5 exhausted',
    ]);
  });
});

describe('which severities page', () => {
  test.each<[string, string[] | undefined, string, Escalation['state']]>([
    ['without a list all do', undefined, 'p4', 'running'],
    ['one on the list does', ['p1', 'p2'], 'p2', 'running'],
    ['one that is not on it does not', ['p1', 'p2'], 'p3', 'silent'],
    ['with an empty list none does', [], 'p1', 'silent'],
  ])('%s', (_, page, severity, state) => {
    const escalation = started(policyOf(['ann 5m'], 0, page), severity);
    expect(escalation).toMatchObject({ state, nextAt: state === 'running' ? t0 : null });
    expect(escalation.policyName).toBe('main');
  });

  test('without a policy nobody is paged, and nothing follows', () => {
    const escalation = startEscalation([], 'p1', 3, t0);
    expect(escalation).toEqual({
      policyName: null,
      policy: null,
      chain: [],
      handed: 0,
      state: 'silent',
      round: 3,
      afresh: 3,
      level: null,
      repeats: 0,
      nextAt: null,
      asked: false,
      paged: [],
      acked: [],
      watch: null,
    });
    expect(hasNext(escalation)).toBe(false);
    expect(nextLevel(escalation)).toBeNull();
    expect(nextStep(escalation, t0, around(whoIs))).toEqual({
      escalation,
      paged: null,
      passed: [],
    });
  });
});

test.each<Escalation['state']>(['silent', 'acknowledged', 'exhausted', 'ended'])(
  'a late alarm finds nothing to do while it is %s',
  (state) => {
    const escalation: Escalation = { ...started(policyOf(['ann 5m', 'bob 5m'])), state, level: 0 };
    expect(nextStep(escalation, later(5), around(whoIs))).toEqual({
      escalation,
      paged: null,
      passed: [],
    });
  },
);

describe('a step', () => {
  const policy = policyOf(['ann 5m', 'bob 10m'], 1);

  test('that comes late counts the wait from when it came', () => {
    const { escalation } = nextStep(started(policy), later(3), around(whoIs));
    expect(escalation).toMatchObject({ level: 0, nextAt: later(8) });
  });

  test('keeps the round it belongs to and changes nothing that it was given', () => {
    const before = started(policy, 'p1', 4);
    const copy = structuredClone(before);
    expect(nextStep(before, t0, around(whoIs)).escalation.round).toBe(4);
    expect(before).toEqual(copy);
  });

  test.each<[string, number | null, number, string | null]>([
    ['before the first level', null, 0, 'L1'],
    ['after the first', 0, 0, 'L2'],
    ['after the last, a repeat left', 1, 0, 'L2'],
    ['after the repeat', 1, 1, null],
  ])('knows what follows: %s', (_, level, repeats, name) => {
    const escalation = { ...started(policy), level, repeats };
    expect(nextLevel(escalation)?.name ?? null).toBe(name);
    expect(hasNext(escalation)).toBe(name !== null);
  });
});

test('whatever the policy, it ends, skips nobody and pages no level before its time', () => {
  const level = fc.record({
    name: fc.string({ minLength: 1, maxLength: 5 }),
    page: fc.uniqueArray(fc.constantFrom('ann', 'bob', 'nobody', 'schedule:empty')),
    wait: fc.integer({ min: 10_000, max: 3_600_000 }),
  });
  const policies = fc.record({
    levels: fc.array(level, { minLength: 1, maxLength: 10 }),
    repeat: fc.nat({ max: 10 }),
  });
  fc.assert(
    fc.property(policies, (policy) => {
      const paged: number[] = [];
      let current = startEscalation([{ name: 'any', policy }], 'p1', 1, t0);
      let last: { at: Date; wait: number } | null = null;
      for (let step = 0; current.nextAt !== null && step < 30; step += 1) {
        const now = current.nextAt;
        if (last) expect(now.getTime() - last.at.getTime()).toBe(last.wait);
        const next = nextStep(current, now, around(whoIs));
        if (next.paged) {
          paged.push(next.paged.index);
          last = { at: now, wait: policy.levels[next.paged.index]!.wait };
        }
        current = next.escalation;
      }
      const there = policy.levels.flatMap(({ page }, index) => (whoIs(page).length ? [index] : []));
      const end = policy.levels.length - 1;
      const again = there.includes(end) ? Array.from({ length: policy.repeat }, () => end) : [];
      expect(paged).toEqual([...there, ...again]);
      expect(current.state).toBe('exhausted');
      expect(hasNext(current)).toBe(false);
    }),
  );
});

describe('a policy as it is written in runbell.yaml', () => {
  const level = { name: 'on call', page: ['schedule:primary'], wait: '5m' };

  test('has its waits in milliseconds and repeats nothing by itself', () => {
    expect(Policy.parse({ levels: [level] })).toEqual({
      levels: [{ ...level, wait: 5 * MINUTE }],
      repeat: 0,
    });
  });

  test.each<[string, unknown, string]>([
    ['no level', { levels: [] }, 'levels'],
    ['eleven levels', { levels: Array.from({ length: 11 }, () => level) }, 'levels'],
    ['a wait of 9s', { levels: [{ ...level, wait: '9s' }] }, 'levels.0.wait'],
    ['a wait of 0s', { levels: [{ ...level, wait: '0s' }] }, 'levels.0.wait'],
    ['a wait over 7d', { levels: [{ ...level, wait: '7d1s' }] }, 'levels.0.wait'],
    ['a wait without a unit', { levels: [{ ...level, wait: '5' }] }, 'levels.0.wait'],
    ['a wait that is a number', { levels: [{ ...level, wait: 300 }] }, 'levels.0.wait'],
    ['a level without a name', { levels: [{ ...level, name: '' }] }, 'levels.0.name'],
    ['a person in capitals', { levels: [{ ...level, page: ['Ann'] }] }, 'levels.0.page.0'],
    ['a Slack mention', { levels: [{ ...level, page: ['<@U0ANN>'] }] }, 'levels.0.page.0'],
    [
      'a schedule without a name',
      { levels: [{ ...level, page: ['schedule:'] }] },
      'levels.0.page.0',
    ],
    ['repeating without end', { levels: [level], repeat: -1 }, 'repeat'],
    ['repeating eleven times', { levels: [level], repeat: 11 }, 'repeat'],
    ['half a repeat', { levels: [level], repeat: 0.5 }, 'repeat'],
    ['an unknown key', { levels: [level], loops: 1 }, ''],
  ])('refuses %s', (_, written, path) => {
    const read = Policy.safeParse(written);
    expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  test.each(['10s', '7d'])('takes a wait of %s', (wait) => {
    expect(Policy.safeParse({ levels: [{ ...level, wait }] }).success).toBe(true);
  });
});
