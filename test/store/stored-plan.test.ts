import { expect, test } from 'vitest';
import { readPlan } from '../../src/store/stored-plan.ts';

test('a run of before, which emptied a queue, is read as what it did', () => {
  const queue = { bullmq: 'mails', url: 'QUEUE_URL', states: ['waiting' as const] };
  expect(readPlan({ kind: 'clear-queue', queue })).toEqual({
    kind: 'queue',
    queue: { ...queue, operation: 'clean' },
  });
  const plan = { kind: 'queue', queue: { list: 'x', url: 'U', operation: 'drain' } } as const;
  expect(readPlan(plan)).toEqual(plan);
});
