import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/action/run.ts';
import { nextAfter, suggestionOf, waitsForFailure } from '../../src/incident/after-run.ts';
import type { AttachedStep } from '../../src/incident/types.ts';
import { at, attached, command, incident, outcome, procedure, run } from '../slack/samples.ts';

const failed: Partial<Run> = { state: 'failed', outcome: outcome({ verify: null }) };
const well: Partial<Run> = { state: 'succeeded', outcome: outcome() };

const labelled = (key: string, label: string): AttachedStep => ({
  ...attached(command({ label })),
  key,
  action: null,
});
const steps = [
  labelled('kd.s1', 'Restart the service'),
  labelled('kd.s2', 'Read the log'),
  labelled('kd.s3', 'If restart fails, rollback'),
];
const conditional = incident({ procedures: [procedure({ steps })] });
const without = incident({ procedures: [] });

describe('the end of a run suggests', () => {
  test.each<[string, Partial<Run>, unknown]>([
    [
      'the remedy of the catalogue when it failed',
      failed,
      { kind: 'remedy', service: 'kindle-sync', action: 'rollback' },
    ],
    [
      'the remedy when nobody knows how it ended',
      { state: 'lost' },
      { kind: 'remedy', service: 'kindle-sync', action: 'rollback' },
    ],
    ['to resolve when its check passed', well, { kind: 'resolve' }],
    ['nothing when it was not checked', { ...well, outcome: outcome({ verify: null }) }, null],
    ['nothing after a look', { ...well, class: 'readonly' }, null],
    ['nothing after a dry run', { ...failed, dryRun: true }, null],
    ['nothing when it was cancelled', { state: 'cancelled' }, null],
    ['nothing when nothing is named for its failure', { ...failed, onFailure: null }, null],
  ])('%s', (_, part, next) => {
    expect(nextAfter(run(part), without)).toEqual(next);
  });

  test('the step of the runbook that is meant for its failure', () => {
    const next = nextAfter(run({ ...failed, onFailure: null }), conditional);
    expect(next).toMatchObject({ kind: 'step', number: 3, step: { key: 'kd.s3' } });
  });
});

describe('a suggestion is over', () => {
  const entry = { kind: 'run-finished', at: at('02:20'), data: { run: 'r1' } };
  const ask = (runs: Run[], later: { kind: string; data: Record<string, unknown> }[] = []) =>
    suggestionOf(entry, { incident: incident(), runs }, later);
  const later = { id: 'r2', requestedAt: at('02:21') };

  test('for no reason but the ones below', () => {
    expect(ask([run(failed)])).toMatchObject({ kind: 'remedy' });
    expect(ask([run(well)])).toEqual({ kind: 'resolve' });
    expect(ask([run(well), run({ ...later, class: 'readonly' })])).toEqual({ kind: 'resolve' });
    expect(ask([run(failed), run({ ...later, action: 'scale', stepKey: null })])).not.toBeNull();
  });

  test.each<[string, Partial<Run>, Run[], string[]]>([
    ['once the remedy was asked for', failed, [run({ ...later, action: 'rollback' })], []],
    ['once the same was asked for again', failed, [run(later)], []],
    ['once something else was changed', well, [run(later)], []],
    ['once somebody keeps it open', well, [], ['kept-open']],
    ['once the alerts ask the same', well, [], ['resolve-proposed']],
  ])('%s', (_, part, others, kinds) => {
    const said = kinds.map((kind) => ({ kind, data: {} }));
    expect(ask([run(part), ...others], said)).toBeNull();
  });

  test('once the incident is', () => {
    const closed = { incident: incident({ status: 'resolved' }), runs: [run(failed)] };
    expect(suggestionOf(entry, closed, [])).toBeNull();
  });

  test('when a lost run turned out otherwise', () => {
    expect(ask([run(well)], [{ kind: 'run-finished', data: { run: 'r1' } }])).toBeNull();
  });
});

test('a step for the failure of another names it, and knows how that went', () => {
  expect(waitsForFailure(steps, 2, [])).toEqual({ number: 1, run: null });
  expect(waitsForFailure(steps, 2, [run(failed)])).toMatchObject({ number: 1, run: { id: 'r1' } });
  expect(waitsForFailure(steps, 1, [])).toBeNull();
});
