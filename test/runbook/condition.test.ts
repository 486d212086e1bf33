import { describe, expect, test } from 'vitest';
import { conditionOf, failureOf } from '../../src/runbook/condition.ts';

describe('a step is wanted only in some case', () => {
  test.each([
    ['If restart fails, rollback', 'restart fails', true],
    ['3. If the restart does not help, roll back:', 'the restart does not help', true],
    ['Only if the queue is still growing: drain it', 'the queue is still growing', true],
    ['In case the problem persists, page the DBA', 'the problem persists', true],
    ['When the cache is cold, warm it', 'the cache is cold', false],
    ['If you use Kubernetes, look at the pods', 'you use Kubernetes', false],
    ['Roll back only if the restart failed', 'the restart failed', true],
    ['Otherwise, roll back', 'otherwise', true],
    ['As a last resort, rebuild the index', 'as a last resort', true],
    ['If that does not help, roll back', 'if that does not help', true],
    ['If not, roll back', 'if not', true],
  ])('%s', (label, when, afterFailure) => {
    expect(conditionOf(label)).toEqual({ when, afterFailure });
  });

  test.each(['Restart the service', 'Check if it runs', 'Diff the config', 'Elsewhere: look', ''])(
    'and not: %s',
    (label) => expect(conditionOf(label)).toBeNull(),
  );
});

describe('the step that must have failed', () => {
  test.each<[string, string[], number | null]>([
    [
      'is the one that is named',
      ['Restart the service', 'Look at the logs', 'If restart fails, rollback'],
      0,
    ],
    [
      'is the one before where none is named',
      ['Restart it', 'If that does not help, roll back'],
      0,
    ],
    ['is the one before a last word', ['Restart it', 'Otherwise, roll back'], 0],
    [
      'is the nearest of two that are named',
      ['Restart one', 'Restart two', 'If the restart failed, stop'],
      1,
    ],
    [
      'is none where a state is meant',
      ['Restart it', 'If the health check fails, page somebody'],
      null,
    ],
    ['is none where nothing stands above', ['If that does not help, roll back'], null],
    [
      'is none for a condition of another kind',
      ['Restart it', 'If you use Docker, look there'],
      null,
    ],
  ])('%s', (_, labels, index) => {
    expect(failureOf(labels, labels.length - 1)).toBe(index);
  });
});
