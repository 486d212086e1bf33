import { expect, test } from 'vitest';
import type { Asked } from '../../src/flow/run/suggest-values.ts';
import type { Parameter, ParameterType } from '../../src/runbook/model.ts';
import { decodeModal } from '../../src/slack/ids.ts';
import { declareErrors, declareModal, readDeclaration } from '../../src/slack/views/declare.ts';
import { denyModal } from '../../src/slack/views/deny.ts';
import { type FormState, fieldOf } from '../../src/slack/views/form.ts';
import {
  parameterErrors,
  parametersModal,
  readParameters,
} from '../../src/slack/views/parameters.ts';
import { resolveModal } from '../../src/slack/views/resolve.ts';
import { readSeverity, severityModal } from '../../src/slack/views/severity.ts';
import { renderText } from '../harness/render.ts';
import { checkView } from '../harness/slack-check.ts';
import { directory, nasty } from './samples.ts';

const typed = (values: Record<string, string | null>): FormState =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value: { value } }]));
const chosen = (name: string, value: string): FormState => ({
  [name]: { value: { selected_option: { value } } },
});
const version = asked({
  name: 'version',
  written: '<previous-version>',
  default: 'v1',
  secret: false,
});
const token = asked({ name: 'token', written: '$TOKEN', default: null, secret: true });
const command = './deploy.sh rollback <previous-version> --token $TOKEN';

function asked(parameter: Parameter, more: Partial<Asked> = {}): Asked {
  return { parameter, value: parameter.default, because: null, others: [], ...more };
}

test('the form to declare opens with what was typed before', () => {
  const modal = declareModal(directory(['kindle-sync', 'newsletter']), {
    severity: 'P2',
    service: 'newsletter',
    title: 'mail is stuck',
  });

  expect(renderText(modal)).toMatchInlineSnapshot(`
    "What is broken?: ____mail is stuck
    Severity: {◆ P1 critical | *▲ P2 high* | ● P3 medium | ○ P4 low}
    Service: {kindle-sync | *newsletter*} (Not sure? Leave it empty: kindle-sync takes it.)"
  `);
  expect(decodeModal(modal.callback_id ?? '', modal.private_metadata)).toEqual({
    kind: 'declare',
    value: {},
  });
});

test('words that are no severity and no service leave their fields open', () => {
  const modal = declareModal(directory(['kindle-sync']), {
    severity: 'urgent',
    service: 'unknown',
  });

  expect(JSON.stringify(modal)).not.toContain('initial_option');
});

test('what was submitted is read back', () => {
  const state = {
    ...typed({ title: ' mail is stuck ' }),
    ...chosen('severity', 'p2'),
    ...chosen('service', 'newsletter'),
  };

  expect(readDeclaration(state)).toEqual({
    severity: 'p2',
    service: 'newsletter',
    title: 'mail is stuck',
  });
  expect(readSeverity(chosen('severity', 'p9'))).toBeNull();
  expect(fieldOf(typed({ reason: '  ' }), 'reason')).toBeNull();
  expect(fieldOf({}, 'reason')).toBeNull();
});

test.each([
  [{ severity: 'p1' as const, service: null, title: 'x' }, null],
  [{ severity: null, service: 'nope', title: '' }, ['title', 'severity', 'service']],
])('%j has errors in %j', (read, fields) => {
  const errors = declareErrors(read, directory(['kindle-sync']));

  expect(errors && Object.keys(errors)).toEqual(fields);
});

test('a command asks for each placeholder by name', () => {
  const modal = parametersModal(
    { incidentId: 'i1', stepKey: 'kd.s1', action: null },
    { command, asked: [version, token] },
  );

  expect(renderText(modal)).toMatchInlineSnapshot(`
    "\`\`\`
    ./deploy.sh rollback <previous-version> --token $TOKEN
    \`\`\`
    version: ____v1 (Takes the place of <previous-version> in the command.)
    token: ____ (Takes the place of $TOKEN in the command. It is a secret: it is kept sealed and shown as dots, but others may read over your shoulder.)"
  `);
  expect(decodeModal(modal.callback_id ?? '', modal.private_metadata)?.value).toEqual({
    incident: 'i1',
    step: 'kd.s1',
  });
});

test('the values come back by name, and what is missing is marked in its field', () => {
  const values = readParameters(
    typed({ 'parameter:version': 'v2', 'parameter:token': '', other: 'x' }),
  );

  expect(values).toEqual({ version: 'v2' });
  expect(parameterErrors([version, token], { token: 'is empty; type a value' })).toEqual({
    'parameter:token': 'It is empty; type a value.',
  });
});

test('parameters of an action go to the action', () => {
  const modal = parametersModal(
    { incidentId: 'i1', stepKey: null, action: 'restart' },
    { command, asked: [version] },
  );

  expect(decodeModal(modal.callback_id ?? '', modal.private_metadata)?.value).toEqual({
    incident: 'i1',
    action: 'restart',
  });
});

test('every form stays inside the limits of Slack, whatever it is filled with', () => {
  const many = Array.from({ length: 300 }, (_, index) => `service-${index}`);
  const types: (ParameterType | undefined)[] = [
    undefined,
    { kind: 'choice', options: Array.from({ length: 90 }, (_, index) => `${index}${nasty}`) },
    { kind: 'choice', options: ['start', 'stop'] },
    { kind: 'date', format: '%Y%m%d' },
    { kind: 'date', format: '%Y%m%d_%H%M%S' },
    { kind: 'number' },
    { kind: 'port' },
    { kind: 'name' },
  ];
  const asking = Array.from({ length: 300 }, (_, index): Asked => {
    const type = types[index % types.length];
    const value = [nasty.repeat(40), 'start', '2026-11-22', '2026-99-99', '7', null][index % 6];
    return {
      parameter: {
        name: `${index}${nasty}`,
        written: nasty,
        default: null,
        secret: index % 2 === 0,
        ...(type && { type }),
      },
      value: value ?? null,
      because: nasty,
      others: Array.from({ length: 30 }, () => nasty),
    };
  });
  const draft = { severity: 'p1', service: 'service-7', title: nasty.slice(0, 250) };
  const forms = [
    declareModal(directory(many), draft),
    declareModal(directory(many.slice(0, 100)), draft),
    declareModal(directory([]), draft),
    parametersModal(
      { incidentId: 'i1', stepKey: 'k', action: null },
      { command: nasty.repeat(99), asked: asking },
    ),
    denyModal({ run: 'r1', fingerprint: 'f1' }),
    resolveModal('i1'),
    severityModal('i1', 'p2'),
  ];

  expect(forms.map(checkView)).toEqual(forms.map(() => []));
});
