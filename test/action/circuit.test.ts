import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Circuit, type CircuitQuestion, lockAt, lockText } from '../../src/action/circuit.ts';

const START = new Date('2026-11-27T03:00:00Z').getTime();
const MINUTE = 60_000;
const circuit: Circuit = { failures: 3, within: 10 * MINUTE, lock: 10 * MINUTE };

function at(minute: number): Date {
  return new Date(START + minute * MINUTE);
}

type Given = Partial<Omit<CircuitQuestion, 'failures'>>;

function lock(failures: number[], now: number, more: Given = {}) {
  const question = { circuit, overrides: [], by: 'U0ONCALL', ...more };
  return lockAt({ ...question, failures: failures.map(at) }, at(now));
}

test.each<[claim: string, failures: number[], now: number, until: number | null]>([
  ['nothing failed', [], 5, null],
  ['two failures', [1, 2], 3, null],
  ['three failures within ten minutes', [1, 5, 9], 9, 19],
  ['three failures in no order', [9, 1, 5], 10, 19],
  ['the last moment of the lock', [1, 5, 9], 18.99, 19],
  ['the end of the lock', [1, 5, 9], 19, null],
  ['three failures ten minutes apart to the moment', [0, 5, 10], 11, 20],
  ['three failures a little farther apart', [0, 5, 10.01], 11, null],
  ['a fourth that comes late', [1, 5, 9, 14], 15, 24],
  ['a fourth long after', [1, 5, 9, 30], 31, null],
  ['three that are long past', [1, 2, 3], 60, null],
])('%s', (_claim, failures, now, until) => {
  expect(lock(failures, now)?.until ?? null).toEqual(until === null ? null : at(until));
});

test('a lock that is longer than the while it counts holds to its end', () => {
  const long = { ...circuit, lock: 60 * MINUTE };
  expect(lock([1, 2, 3], 62, { circuit: long })?.until).toEqual(at(63));
});

test('0 failures never lock', () => {
  expect(lock([1, 1, 1, 1, 1], 2, { circuit: { ...circuit, failures: 0 } })).toBeNull();
});

test('one failure may be too many', () => {
  expect(lock([1], 2, { circuit: { ...circuit, failures: 1 } })).toMatchObject({ failures: 1 });
});

test('an override forgives what failed before it, and nothing after', () => {
  const overrides = [{ by: 'U0SENIOR', at: at(10) }];
  expect(lock([1, 5, 9], 11, { overrides })).toBeNull();
  expect(lock([1, 5, 9, 11, 12], 13, { overrides })).toBeNull();
  expect(lock([1, 5, 9, 11, 12, 13], 14, { overrides })?.until).toEqual(at(23));
});

test('nobody opens a lock for themselves', () => {
  const overrides = [{ by: 'U0SENIOR', at: at(10) }];
  expect(lock([1, 5, 9], 11, { overrides, by: 'U0SENIOR' })).not.toBeNull();
  expect(lock([1, 5, 9], 11, { overrides, by: null })).toBeNull();
  const both = [...overrides, { by: 'U0DBA', at: at(10) }];
  expect(lock([1, 5, 9], 11, { overrides: both, by: 'U0SENIOR' })).toBeNull();
});

test('it holds exactly as long as some three failures lie close enough', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(minutes, fc.integer({ min: 0, max: 60 }), (failures, now) => {
      const past = failures.filter((one) => one <= now);
      const sorted = past.toSorted((a, b) => a - b);
      const held = sorted.some(
        (last, index) => index >= 2 && last - (sorted[index - 2] ?? 0) <= 10 && now < last + 10,
      );
      expect(lock(past, now) !== null).toBe(held);
    }),
  );
});

test('it says how often, in what time, and until when', () => {
  const found = lock([1, 5, 9, 10], 11);
  expect(found && lockText('Restart', found)).toMatch(
    /^\*Restart\* failed 4 times in 10m: locked until <!date\^\d+\^\{time\}\|03:20 UTC>\.$/,
  );
});
