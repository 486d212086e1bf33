import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeLimits, Limits, type Scope, scopes, type Use } from '../../src/action/limits.ts';

const NOW = new Date('2026-11-27T03:15:00Z');
const NONE: Use = { limit: { runs_per_minute: null, outstanding: null }, asked: [], waiting: [] };

function ago(...seconds: number[]): Date[] {
  return seconds.map((one) => new Date(NOW.getTime() - one * 1000));
}

function judge(scope: Scope, use: Partial<Use>, more: { approval?: boolean; now?: Date } = {}) {
  const all = { person: NONE, action: NONE, service: NONE, all: NONE };
  const uses = { ...all, [scope]: { ...NONE, ...use } };
  return judgeLimits({
    uses,
    service: 'shop',
    label: 'Restart',
    approval: true,
    now: NOW,
    ...more,
  });
}

const runs = (limit: number) => ({ runs_per_minute: limit, outstanding: null });
const outstanding = (limit: number) => ({ runs_per_minute: null, outstanding: limit });

test.each<[claim: string, scope: Scope, use: Partial<Use>, answer: RegExp | null]>([
  ['nothing was asked for', 'person', { limit: runs(1) }, null],
  ['one less than the limit', 'person', { limit: runs(3), asked: ago(50, 10) }, null],
  [
    'as many as the limit',
    'person',
    { limit: runs(3), asked: ago(10, 50, 20) },
    /^3 runs within a minute are the limit for one person\. You may ask again at .*03:15 UTC>, in 10s\.$/,
  ],
  ['one of them is a minute old', 'person', { limit: runs(3), asked: ago(60, 20, 10) }, null],
  [
    'one of them is almost a minute old',
    'service',
    { limit: runs(1), asked: ago(59.5) },
    /for shop.*in 1s/,
  ],
  [
    'more than the limit, which was lowered',
    'all',
    { limit: runs(2), asked: ago(50, 40, 30) },
    /for all services together.*in 20s/,
  ],
  [
    'an action with a limit of its own',
    'action',
    { limit: runs(1), asked: ago(30) },
    /for \*Restart\*.*in 30s/,
  ],
  ['no limit', 'action', { asked: ago(1, 2, 3) }, null],
  [
    'requests that wait, below the limit',
    'person',
    { limit: outstanding(2), waiting: ago(-90) },
    null,
  ],
  [
    'as many requests as may wait',
    'person',
    { limit: outstanding(2), waiting: ago(-600, -90) },
    /^2 requests wait for approval, as many as may for one person\..*decided or withdrawn, at the latest at .*03:16 UTC>, in 1m 30s\.$/,
  ],
  [
    'more of them than may wait',
    'all',
    { limit: outstanding(1), waiting: ago(-600, -90) },
    /in 10m\.$/,
  ],
])('%s', (_claim, scope, use, answer) => {
  const refusal = judge(scope, use);
  if (answer === null) expect(refusal).toBeNull();
  else expect(refusal).toMatchObject({ code: 'limit', text: expect.stringMatching(answer) });
});

test('what needs no approval does not mind how many wait for one', () => {
  const use = { limit: outstanding(1), waiting: ago(-90) };
  expect(judge('person', use, { approval: false })).toBeNull();
  expect(judge('person', use)).not.toBeNull();
});

test('of several limits the one that takes longest says when', () => {
  const uses = {
    person: { ...NONE, limit: runs(1), asked: ago(30) },
    action: NONE,
    service: { ...NONE, limit: runs(1), asked: ago(5) },
    all: { ...NONE, limit: runs(1), asked: ago(50) },
  };
  expect(
    judgeLimits({ uses, service: 'shop', label: 'x', approval: false, now: NOW })?.text,
  ).toMatch(/for shop.*in 55s/);
});

test('no minute has more runs than the limit, and the time that a refusal names is the first that works', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(...scopes),
      (gaps, limit, scope) => {
        let at = NOW.getTime();
        const asked: Date[] = [];
        for (const gap of gaps) {
          at += gap;
          const refused = judge(scope, { limit: runs(limit), asked }, { now: new Date(at) });
          const recent = asked.filter((one) => at - one.getTime() < 60_000).length;
          expect(refused === null).toBe(recent < limit);
          if (refused === null) asked.push(new Date(at));
          else {
            const again = Number(/<!date\^(\d+)\^/.exec(refused.text)?.[1]) * 1000;
            const then = (now: number) =>
              judge(scope, { limit: runs(limit), asked }, { now: new Date(now) });
            expect(then(again)).toBeNull();
            // The time is shown to the second, rounded up.
            expect(then(again - 1000)).not.toBeNull();
          }
        }
      },
    ),
  );
});

test('what nobody sets has a limit all the same', () => {
  expect(Limits.parse({ person: { outstanding: 3 } })).toEqual({
    person: { runs_per_minute: 20, outstanding: 3 },
    service: { runs_per_minute: 40, outstanding: 20 },
    all: { runs_per_minute: 120, outstanding: 60 },
    circuit: { failures: 3, within: 600_000, lock: 600_000 },
  });
});
