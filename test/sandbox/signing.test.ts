import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Delivery } from '../../src/sandbox/deliver/delivery.ts';
import { signed } from '../../src/sandbox/deliver/http.ts';
import { signingSecret } from '../../src/sandbox/tokens.ts';

const first = { num: 0, reason: '' } as const;

test.each<[Delivery['kind'], Record<string, unknown>, string]>([
  ['events_api', { type: 'event_callback' }, '{"type":"event_callback"}'],
  ['slash_commands', { command: '/incident', text: 'a b' }, 'command=%2Fincident&text=a+b'],
  ['interactive', { type: 'x' }, 'payload=%7B%22type%22%3A%22x%22%7D'],
])('%s is signed over its time and its exact body', (kind, payload, body) => {
  const request = signed({ kind, name: 'x', payload }, first);
  expect(request.body).toBe(body);
  const time = request.headers.get('x-slack-request-timestamp');
  const digest = createHmac('sha256', signingSecret).update(`v0:${time}:${body}`).digest('hex');
  expect(request.headers.get('x-slack-signature')).toBe(`v0=${digest}`);
  expect(request.headers.has('x-slack-retry-num')).toBe(false);
});

test('a repeated event says which time it is and why', () => {
  const delivery: Delivery = { kind: 'events_api', name: 'x', payload: {} };
  const { headers } = signed(delivery, { num: 2, reason: 'http_timeout' });
  expect(headers.get('x-slack-retry-num')).toBe('2');
  expect(headers.get('x-slack-retry-reason')).toBe('http_timeout');
});
