import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/action/redact.ts';
import type { World } from '../../src/flow/ports.ts';
import { isAsking, runnableFor as settle, stillThere } from '../../src/flow/run/runnable.ts';
import type { AttachedStep, Incident } from '../../src/incident/types.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import type { CommandStep, Runbook } from '../../src/runbook/model.ts';
import { type Service, ServiceFile } from '../../src/service/service.ts';
import { incident } from '../incident/fixture.ts';

const settling = {
  now: new Date('2026-11-22T04:05:06Z'),
  vault: { seal: (secret: string) => `sealed:${secret.length}` },
  redactor: createRedactor(),
};
const runnableFor = (...[from, on, pressed]: [Service, Incident, Parameters<typeof settle>[2]]) =>
  settle(from, on, pressed, settling);

const command: CommandStep = {
  id: 's1',
  kind: 'command',
  label: 'Look at the pods',
  section: 'diagnosis',
  startLine: 3,
  endLine: 3,
  hash: 'h1',
  text: 'kubectl get pods -n <namespace>',
  class: 'readonly',
  revealsSecrets: false,
  pipeline: [
    {
      argv: [['kubectl'], ['get'], ['pods'], ['-n'], [{ param: 'namespace' }]],
      env: {},
      stderr: 'keep',
      stdout: 'keep',
    },
  ],
  reason: null,
  parameters: [{ name: 'namespace', written: '<namespace>', default: null, secret: false }],
};

const runbook: Runbook = {
  file: 'shop.md',
  title: 'Shop',
  alerts: [],
  procedures: [
    {
      id: 'p1',
      title: 'Down',
      trail: [],
      alerts: [],
      symptoms: [],
      impact: null,
      severity: null,
      responseTime: null,
      escalation: [],
      text: '',
      steps: [command],
      startLine: 1,
      endLine: 9,
    },
  ],
  sections: [],
  snippets: [],
  findings: [],
};

const written = {
  service: 'shop',
  escalation: 'main',
  target: { name: 'host' },
  targets: [{ name: 'other', env: ['PATH', 'HOME'] }],
  actions: {
    restart: { run: ['./deploy.sh', 'restart'], on_failure: 'roll-back' },
    'roll-back': { run: ['./deploy.sh', 'rollback'], target: 'other', timeout: '1m' },
    wipe: {
      title: 'Wipe it all',
      class: 'destructive',
      run: ['rm', '-r', 'cache'],
      target: 'gone',
    },
  },
};

function service(change: object = {}, runbooks: Runbook[] = [runbook]): Service {
  return { ...ServiceFile.parse({ ...written, ...change }), runbooks };
}

const attached = (
  change: Partial<CommandStep> = {},
  action: string | null = null,
): AttachedStep => ({
  key: 'p1.s1',
  step: { ...command, ...change },
  action,
});

function pressStep(step: AttachedStep, values: Record<string, string>) {
  return runnableFor(service(), incident(), { step, action: null, values });
}

function pressAction(action: string) {
  return runnableFor(service(), incident(), { step: null, action, values: {} });
}

function outcome(result: ReturnType<typeof runnableFor>): string {
  if (isRefusal(result)) return result.code;
  return isAsking(result) ? 'asks' : 'runs';
}

describe('a command found in prose', () => {
  test.each<[string, Partial<CommandStep>, Record<string, string>, string]>([
    ['with its value', {}, { namespace: 'shop' }, 'runs'],
    ['without its value', {}, {}, 'asks'],
    ['with an empty value', {}, { namespace: ' ' }, 'asks'],
    ['with a bad value', {}, { namespace: '--all' }, 'asks'],
    ['without parameters', { parameters: [], pipeline: [] }, {}, 'runs'],
    ['mutating', { class: 'mutating' }, { namespace: 'shop' }, 'runs'],
    ['destructive', { class: 'destructive' }, { namespace: 'shop' }, 'destructive'],
    ['copy-only', { pipeline: null, reason: 'it needs a shell' }, {}, 'copy-only'],
    [
      'with a parameter that every object has',
      {
        parameters: [
          { name: 'constructor', written: '<constructor>', default: null, secret: false },
        ],
      },
      {},
      'asks',
    ],
  ])('%s', (_, change, values, expected) => {
    expect(outcome(pressStep(attached(change), values))).toBe(expected);
  });

  test('a manual step is never run', () => {
    const { pipeline, reason, parameters, revealsSecrets, ...place } = command;
    const manual: AttachedStep = { key: 'k', step: { ...place, kind: 'manual' }, action: null };
    expect(outcome(pressStep(manual, {}))).toBe('manual-step');
  });
});

describe('a catalogue action', () => {
  test.each<[string, object]>([
    [
      'restart',
      { label: 'Restart', class: 'mutating', target: { name: 'host' }, onFailure: 'roll-back' },
    ],
    [
      'roll-back',
      { label: 'Roll back', target: { name: 'other' }, timeoutMs: 60_000, onFailure: null },
    ],
    ['wipe', { label: 'Wipe it all', class: 'destructive' }],
  ])('%s', (name, expected) => {
    expect(pressAction(name)).toMatchObject(expected);
  });

  test.each(['gone', 'constructor', '__proto__', ''])('%j is none', (name) => {
    expect(pressAction(name)).toMatchObject({ code: 'no-action' });
  });
});

test('a step that is a catalogue action runs as that action, whatever the prose says', () => {
  const pressed = { step: attached({ class: 'destructive' }, 'restart'), action: null, values: {} };
  expect(runnableFor(service(), incident(), pressed)).toMatchObject({ action: 'restart' });
});

test('a step that the incident does not have any more is refused', () => {
  const nothing = { step: null, action: null, values: {} };
  expect(runnableFor(service(), incident(), nothing)).toMatchObject({ code: 'no-step' });
});

describe('whether what was asked for still stands', () => {
  const world = (one: Service) =>
    ({ directory: { services: new Map([[one.service, one]]) } }) as unknown as World;
  const step = { service: 'shop', action: null, stepHash: 'h1' };
  const asked = pressAction('restart');
  const restart = {
    service: 'shop',
    action: 'restart',
    stepHash: 'stepHash' in asked ? asked.stepHash : '',
  };
  const edited = (restartNow: object) => service({ actions: { restart: restartNow } });
  test.each<[string, Service, typeof step | typeof restart, boolean]>([
    ['a step in its runbook', service(), step, true],
    ['a step that was edited', service(), { ...step, stepHash: 'h0' }, false],
    ['a step of a runbook that is gone', service({}, []), step, false],
    ['a service that is gone', service(), { ...step, service: 'gone' }, false],
    ['an action as it was', service(), restart, true],
    ['an action that is gone', service({ actions: {} }), restart, false],
    [
      'an action with other words',
      edited({ run: ['./deploy.sh', 'stop'], on_failure: 'roll-back' }),
      restart,
      false,
    ],
    [
      'an action of another class',
      edited({ ...written.actions.restart, class: 'readonly' }),
      restart,
      false,
    ],
    [
      'an action with another limit',
      edited({ ...written.actions.restart, timeout: '9m' }),
      restart,
      false,
    ],
    [
      'an action whose target was changed',
      service({ target: { name: 'host', cwd: '/x' } }),
      restart,
      false,
    ],
  ])('%s', (_, now, run, stands) => {
    expect(stillThere(world(now), run)).toBe(stands);
  });
});
