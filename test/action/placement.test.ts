import { expect, test } from 'vitest';
import { canServe, lacking, laneOf, targetWith, workerFor } from '../../src/action/placement.ts';

const target = { name: 'farm', env: [], labels: ['gpu'] };
const offer = (targets: string[], labels: string[] = []) => ({ targets, labels });

test.each<[offers: ReturnType<typeof offer>[], lacks: string[] | null]>([
  [[], []],
  [[offer(['other'], ['gpu', 'ssd'])], []],
  [[offer(['farm'])], ['gpu', 'ssd']],
  [[offer(['farm']), offer(['farm'], ['ssd'])], ['gpu']],
  [[offer(['farm'], ['gpu']), offer(['farm'], ['ssd'])], ['ssd']],
  [[offer(['other', 'farm'], ['ssd', 'gpu', 'tty'])], null],
])('workers with %j lack %j for a run that needs a GPU and an SSD', (offers, lacks) => {
  const needs = targetWith(target, ['ssd']);
  expect(lacking(offers, needs)).toEqual(lacks);
  expect(offers.some((one) => canServe(one, needs))).toBe(lacks === null);
});

test('a run travels in the lane of its target and of all that it needs, in whatever order it was written', () => {
  expect(laneOf({ name: 'farm' })).toBe('farm');
  expect(laneOf(targetWith(target, ['ssd']))).toBe('farm.gpu.ssd');
  expect(laneOf(targetWith({ ...target, labels: ['ssd'] }, ['gpu', 'ssd']))).toBe('farm.gpu.ssd');
});

test('what an action needs is part of its target, and one that needs nothing leaves it as it was', () => {
  const plain = { name: 'farm', env: [] };
  expect(targetWith(plain, undefined)).toBe(plain);
  expect(targetWith(plain, ['gpu'])).toEqual(target);
});

test('the command that starts a worker names target and labels', () => {
  expect(workerFor({ name: 'farm', env: [] })).toBe('runbell worker --targets farm');
  expect(workerFor(targetWith(target, ['ssd']))).toBe(
    'runbell worker --targets farm --labels gpu,ssd',
  );
});
