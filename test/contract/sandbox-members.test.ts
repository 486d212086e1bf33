import { expect, test } from 'vitest';
import { startApp, until, workspace } from './sandbox-harness.ts';

const off = { limits: 'off' } as const;

test('a group is made, filled and read, by id and with its members', async () => {
  await using space = await workspace(off);
  const made = await space.web.usergroups.create({ name: 'Database people', handle: 'dba' });
  const usergroup = made.usergroup?.id ?? '';
  expect(made).toMatchObject({ usergroup: { handle: 'dba', is_usergroup: true, user_count: 0 } });
  const filled = await space.web.usergroups.users.update({ usergroup, users: 'U0DBA,U0CTO' });
  expect(filled).toMatchObject({ usergroup: { users: ['U0DBA', 'U0CTO'], user_count: 2 } });
  expect(await space.web.usergroups.users.list({ usergroup })).toMatchObject({
    users: ['U0DBA', 'U0CTO'],
  });
  const { usergroups } = await space.web.usergroups.list({ include_users: true });
  expect(usergroups?.find(({ id }) => id === usergroup)?.users).toEqual(['U0DBA', 'U0CTO']);
  await space.post('reset', {});
  const after = await space.web.usergroups.list();
  expect(after.usergroups?.map(({ handle }) => handle)).toEqual(['oncall']);
});

test('a group that is disabled is listed to whoever asks for those, until it is enabled', async () => {
  await using space = await workspace(off);
  const usergroup = 'S0ONCALL';
  await space.web.usergroups.disable({ usergroup });
  expect((await space.web.usergroups.list()).usergroups).toEqual([]);
  const { usergroups } = await space.web.usergroups.list({ include_disabled: true });
  expect(usergroups?.[0]?.date_delete).not.toBe(0);
  await space.web.usergroups.enable({ usergroup });
  expect((await space.web.usergroups.list()).usergroups).toMatchObject([{ date_delete: 0 }]);
});

test.each<[string, string, Record<string, unknown>, string]>([
  ['a group that is not there', 'usergroups.users.list', { usergroup: 'S0' }, 'no_such_subteam'],
  [
    'filling a group that is not there',
    'usergroups.users.update',
    { usergroup: 'S0', users: 'U0DBA' },
    'no_such_subteam',
  ],
  [
    'emptying a group',
    'usergroups.users.update',
    { usergroup: 'S0ONCALL', users: '' },
    'no_users_provided',
  ],
  [
    'somebody who is not there',
    'usergroups.users.update',
    { usergroup: 'S0ONCALL', users: 'U0DBA,U0WHO' },
    'invalid_users',
  ],
  [
    'a bot in a group',
    'usergroups.users.update',
    { usergroup: 'S0ONCALL', users: 'U0RUNBELL' },
    'invalid_users',
  ],
  [
    'a guest of one channel in a group',
    'usergroups.users.update',
    { usergroup: 'S0ONCALL', users: 'U0DEV' },
    'single_channel_guests_cannot_be_added',
  ],
  [
    'a name that is taken',
    'usergroups.create',
    { name: 'On call', handle: 'x' },
    'name_already_exists',
  ],
  [
    'a handle that is taken',
    'usergroups.create',
    { name: 'X', handle: 'oncall' },
    'handle_already_exists',
  ],
  [
    'a handle of a member',
    'usergroups.create',
    { name: 'X', handle: 'olive' },
    'handle_already_exists',
  ],
  [
    'a handle of a channel',
    'usergroups.create',
    { name: 'X', handle: 'general' },
    'handle_already_exists',
  ],
  ['a handle with a blank', 'usergroups.create', { name: 'X', handle: 'a b' }, 'bad_handle'],
])('%s is refused as Slack refuses it', async (_, method, args, error) => {
  await using space = await workspace(off);
  await space.post('member', { user: 'U0DEV', is_ultra_restricted: true });
  await expect(space.web.apiCall(method, args)).rejects.toMatchObject({ data: { error } });
});

test('groups are changed only with the scope for it', async () => {
  await using space = await workspace({ ...off, scopes: ['usergroups:read'] });
  expect(await space.web.usergroups.list()).toMatchObject({ ok: true });
  const update = { usergroup: 'S0ONCALL', users: 'U0DBA' };
  for (const refused of [
    space.web.usergroups.users.update(update),
    space.web.usergroups.create({ name: 'X' }),
  ]) {
    await expect(refused).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'usergroups:write' },
    });
  }
});

test('what an administrator changes shows in users.info, and the app is told', async () => {
  await using space = await workspace(off);
  const told: unknown[] = [];
  await using _app = await startApp(space, 'socket', (app) => {
    app.event('user_change', async ({ event }) => void told.push(event));
    app.event('subteam_updated', async ({ event }) => void told.push(event));
  });
  await space.post('member', { user: 'U0DEV', deleted: true });
  await space.post('member', { user: 'U0DBA', is_restricted: true });
  await space.post('usergroup', { usergroup: 'oncall', users: ['U0SENIOR'] });
  expect(await space.web.users.info({ user: 'U0DEV' })).toMatchObject({ user: { deleted: true } });
  expect(await space.web.users.info({ user: 'U0DBA' })).toMatchObject({
    user: { is_restricted: true, is_ultra_restricted: false, deleted: false },
  });
  await until(() => told.length === 3, 'three events');
  expect(told).toMatchObject([
    { type: 'user_change', user: { id: 'U0DEV', deleted: true } },
    { type: 'user_change', user: { id: 'U0DBA', is_restricted: true } },
    { type: 'subteam_updated', subteam: { id: 'S0ONCALL', users: ['U0SENIOR'] } },
  ]);
});
