import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandLineOf, planStep } from '../../src/action/plan.ts';
import { settleValue } from '../../src/action/value.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { readPipeline } from '../../src/runbook/command/pipeline.ts';
import type { CommandStep, Parameter, ParameterType } from '../../src/runbook/model.ts';
import { fillLate } from '../../src/runner/late-text.ts';

const now = new Date('2026-11-22T04:05:06Z');
const seal = (secret: string) => Buffer.from(secret).toString('base64');
const open = (sealed: string) => Buffer.from(sealed, 'base64').toString();

function parameter(type: ParameterType): Parameter {
  return { name: 'x', written: '<x>', default: null, secret: false, type };
}

function step(line: string): CommandStep {
  const { pipeline, reason, parameters } = readPipeline(line);
  return {
    id: 's',
    kind: 'command',
    label: 'Look',
    section: 'diagnosis',
    startLine: 1,
    endLine: 1,
    hash: 'h',
    text: line,
    class: 'readonly',
    revealsSecrets: false,
    pipeline,
    reason,
    parameters,
  };
}

function planOf(line: string, values: Record<string, string>, environment: string[] = []) {
  const plan = planStep(step(line), values, { now, environment }, seal);
  if (isRefusal(plan) || plan.kind !== 'pipeline') throw new Error(JSON.stringify(plan));
  return plan;
}

const host: ParameterType = { kind: 'address' };
const name: ParameterType = { kind: 'name' };
const choice: ParameterType = { kind: 'choice', options: ['start', 'stop'] };
const day: ParameterType = { kind: 'date', format: '%Y%m%d' };
const moment: ParameterType = { kind: 'date', format: '%Y%m%d_%H%M%S' };

describe('a value of a type', () => {
  test.each<[ParameterType, string, string]>([
    [name, 'web-7d4b9c-x2x', 'web-7d4b9c-x2x'],
    [name, 'ip-10-0-0-1.ec2.internal', 'ip-10-0-0-1.ec2.internal'],
    [{ kind: 'port' }, '5432', '5432'],
    [{ kind: 'number' }, '1.5', '1.5'],
    [host, 'db-1.example.org', 'db-1.example.org'],
    [host, '10.0.0.1:5432', '10.0.0.1:5432'],
    [host, '::1', '::1'],
    [host, 'root@db_1', 'root@db_1'],
    [choice, 'stop', 'stop'],
    [day, '2026-11-22', '20261122'],
    [day, '20261122', '20261122'],
    [moment, '20261122_040506', '20261122_040506'],
  ])('%j takes %s', (type, typed, value) => {
    expect(settleValue(parameter(type), typed)).toEqual({ value });
  });

  test.each<[ParameterType, string, string]>([
    [name, 'Web', 'small letters'],
    [name, 'a b', 'small letters'],
    [name, 'a/b', 'small letters'],
    [name, 'x'.repeat(254), 'small letters'],
    [{ kind: 'port' }, '0', '1 to 65535'],
    [{ kind: 'port' }, '65536', '1 to 65535'],
    [{ kind: 'port' }, '80 81', '1 to 65535'],
    [{ kind: 'number' }, 'ten', 'not a number'],
    [{ kind: 'number' }, '1e9', 'not a number'],
    [host, 'a b', 'no host'],
    [host, 'a;id', 'no host'],
    [choice, 'restart', 'start, stop'],
    [choice, 'constructor', 'start, stop'],
    [day, '2026-02-30', 'calendar'],
    [day, 'today', 'look like 19700101'],
    [moment, '2026-11-22', 'look like 19700101_000000'],
    [{ kind: 'text' }, '-rf', 'starts with'],
    [{ kind: 'port' }, '', 'is empty'],
  ])('%j refuses %j', (type, typed, words) => {
    expect(settleValue(parameter(type), typed)).toEqual({
      problem: expect.stringContaining(words),
    });
  });
});

describe('what is filled in besides values', () => {
  test('a date is that of the moment of the request, in UTC', () => {
    expect(commandLineOf(planOf('cat b-$(date +%Y%m%d_%H%M%S).sql', {}))).toBe(
      'cat b-20261122_040506.sql',
    );
    expect(commandLineOf(planOf('cat $(date -d yesterday +%F)', {}))).toBe('cat 2026-11-21');
  });

  test('a variable of the target is shown as one, and filled in by the worker', () => {
    const plan = planOf('ls "$HOME/a b"', {}, ['HOME']);
    expect(commandLineOf(plan)).toBe('ls "${' + 'HOME}/a b"');
    const filled = fillLate(plan.stages, { name: 'h', env: ['HOME'] }, { HOME: '/home/app' }, open);
    expect(filled).toMatchObject({ stages: [{ argv: ['ls', '/home/app/a b'] }] });
  });

  test('a variable that is not set there fails in words, or takes its default', () => {
    const target = { name: 'host-1', env: ['DIR'] };
    const bare = planOf('ls $DIR', {}, ['DIR']);
    expect(fillLate(bare.stages, target, {}, open)).toContain('`$DIR` is not set on host-1');
    expect(fillLate(bare.stages, target, { DIR: '-la' }, open)).toContain('begins with a dash');
    const other = { name: 'host-1', env: [] };
    expect(fillLate(bare.stages, other, { DIR: '/srv' }, open)).toContain('is not set');
    const withDefault = planOf('ls ${' + 'DIR:-/srv}', {}, ['DIR']);
    expect(commandLineOf(withDefault)).toBe('ls "${' + 'DIR:-/srv}"');
    expect(fillLate(withDefault.stages, target, {}, open)).toMatchObject({
      stages: [{ argv: ['ls', '/srv'] }],
    });
  });

  test('a secret is dots for everybody but the worker', () => {
    const plan = planOf('curl -H "a: $API_TOKEN/$API_TOKEN" http://<host>', {
      API_TOKEN: 'hunter2-hunter2',
      host: 'db-1',
    });
    expect(JSON.stringify(plan)).not.toContain('hunter2');
    expect(commandLineOf(plan)).toBe("curl -H 'a: ••••••/••••••' http://db-1");
    expect(fillLate(plan.stages, { name: 'h', env: [] }, {}, open)).toEqual({
      stages: [
        expect.objectContaining({
          argv: ['curl', '-H', 'a: hunter2-hunter2/hunter2-hunter2', 'http://db-1'],
        }),
      ],
      secrets: ['hunter2-hunter2', 'hunter2-hunter2'],
    });
    expect(fillLate(plan.stages, { name: 'h', env: [] }, {}, () => null)).toContain('vault.key');
  });
});

test('a value never becomes two words, wherever it stands', { timeout: 30_000 }, () => {
  const lines = [
    'a <x>',
    'a "b <x> c" d',
    "a 'b <x> c' d",
    'a --f=<x>-<y> $TOKEN e | b $TOKEN/<y>',
    'docker logs -f <x>',
    'watch ls <x>',
    'a $(date +%F)<x>',
  ];
  const typed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...lines), typed, typed, typed, (line, x, y, token) => {
      const one = step(line);
      const plan = planStep(one, { x, y, TOKEN: token }, { now, environment: [] }, seal);
      if (isRefusal(plan) || plan.kind !== 'pipeline') return;
      const filled = fillLate(plan.stages, { name: 'h', env: [] }, {}, open);
      if (typeof filled === 'string') throw new Error(filled);
      const values: Record<string, string> = { x, y, TOKEN: token };
      const wanted = one.pipeline?.map(({ argv }) =>
        argv.map((argument) =>
          argument
            .map((piece) => {
              if (typeof piece === 'string') return piece;
              return 'param' in piece ? values[piece.param] : '2026-11-22';
            })
            .join(''),
        ),
      );
      expect(filled.stages.map(({ argv }) => argv)).toEqual(wanted);
    }),
    { numRuns: 2000, seed: 3 },
  );
});
