import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, decodeModal, encode, encodeModal } from '../../src/slack/ids.ts';

test('a value comes back as it was encoded', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), (step) => {
      const { action_id, value } = encode('run-step', { incident: 'i1', step });
      expect(decode(action_id, value)).toEqual({
        kind: 'run-step',
        value: { incident: 'i1', step },
      });
    }),
  );
});

test.each([
  ['an older version', 'v0:ack', '{"incident":"i1"}'],
  ['a newer version', 'v2:ack', '{"incident":"i1"}'],
  ['an unknown kind', 'v1:dance', '{"incident":"i1"}'],
  ['a name that every object has', 'v1:constructor', '{"incident":"i1"}'],
  ['a longer id', 'v1:ack:now', '{"incident":"i1"}'],
  ['no value', 'v1:ack', undefined],
  ['a value that is not JSON', 'v1:ack', 'i1'],
  ['a value without its field', 'v1:ack', '{}'],
  ['a value with a field too many', 'v1:ack', '{"incident":"i1","run":"r1"}'],
  ['an empty id', 'v1:ack', '{"incident":""}'],
])('a button with %s is not understood', (_, id, value) => {
  expect(decode(id, value)).toBeNull();
});

test('a value that Slack would refuse is a bug here, not a broken message there', () => {
  const step = '"'.repeat(1500);

  expect(() => encode('run-step', { incident: 'i1', step })).toThrow(/run-step has \d+ characters/);
});

test('a decision carries what its button showed', () => {
  const { action_id, value } = encode('approve', { run: 'r1', fingerprint: 'f1' });

  expect(decode(action_id, value)).toEqual({
    kind: 'approve',
    value: { run: 'r1', fingerprint: 'f1' },
  });
  expect(decode(action_id, '{"run":"r1"}')).toBeNull();
});

test('parameters are asked for a step or for an action', () => {
  const step = encodeModal('parameters', { incident: 'i1', step: 'a.b' });
  const action = encodeModal('parameters', { incident: 'i1', action: 'restart' });

  expect(decodeModal(step.callback_id, step.private_metadata)?.value).toEqual({
    incident: 'i1',
    step: 'a.b',
  });
  expect(decodeModal(action.callback_id, action.private_metadata)?.value).toMatchObject({
    action: 'restart',
  });
  expect(decodeModal('v1:parameters', '{"incident":"i1"}')).toBeNull();
});
