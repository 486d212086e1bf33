import { expect, test } from 'vitest';
import { createLog } from '../../src/lib/log.ts';
import { createMembers } from '../../src/slack/members.ts';
import { createOutbound } from '../../src/slack/outbound/client.ts';
import { type Workspace, workspace } from './sandbox-harness.ts';

const quiet = createLog('silent', (line) => line);

function membersOf({ botToken: token, apiUrl }: Workspace) {
  const outbound = createOutbound({ token, apiUrl, log: quiet, paced: false, timeoutMs: 5000 });
  return createMembers(outbound, quiet, { patienceMs: 500 });
}

test.each([
  [{}, 'member'],
  [{ deleted: true }, 'deactivated'],
  [{ is_bot: true }, 'bot'],
  [{ is_restricted: true }, 'guest'],
  [{ is_ultra_restricted: true }, 'guest'],
  [{ is_restricted: true, deleted: true }, 'deactivated'],
])('an account that is %j: %s', async (change, account) => {
  await using space = await workspace({ limits: 'off' });
  await space.post('member', { user: 'U0DEV', ...change });
  expect(await membersOf(space).account('U0DEV')).toBe(account);
});

test('what Slack said is remembered until it tells of a change', async () => {
  await using space = await workspace({ limits: 'off' });
  const members = membersOf(space);
  expect(await members.account('U0DEV')).toBe('member');
  await space.post('member', { user: 'U0DEV', deleted: true });
  await space.post('faults', { methods: [{ method: '*', answer: 'http_500' }] });
  expect(await members.account('U0DEV')).toBe('member');
  members.forget('U0DEV');
  expect(await members.account('U0DEV')).toBe('unknown');
  await space.post('faults', {});
  expect(await members.account('U0DEV')).toBe('deactivated');
});

test.each([
  ['an error', { answer: 'http_500' }],
  ['a missing scope', { answer: 'missing_scope' }],
  ['a limit', { answer: 'ratelimited' }],
  ['silence', { answer: 'timeout' }],
])('with %s nobody is known and a group is empty', async (_, fault) => {
  await using space = await workspace({ limits: 'off' });
  await space.post('faults', { methods: [{ method: '*', ...fault }] });
  const members = membersOf(space);
  expect(await members.account('U0DEV')).toBe('unknown');
  expect(await members.group('oncall')).toBeNull();
});

test('a group is found by handle and by id; one that is not there and somebody unknown are a no', async () => {
  await using space = await workspace({ limits: 'off' });
  const members = membersOf(space);
  expect(await members.group('oncall')).toEqual(['U0ONCALL']);
  expect(await members.group('S0ONCALL')).toEqual(['U0ONCALL']);
  expect(await members.group('nobody')).toBeNull();
  expect(await members.account('U0WHO')).toBe('unknown');
});
