import { z } from 'zod';
import { setUsers } from '../acts/usergroups.ts';
import { no } from '../slack-error.ts';
import { wireUser } from '../wire/user.ts';
import type { World } from '../world.ts';

export const memberBody = z.object({
  user: z.string(),
  title: z.string().max(80).optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
});

/** What an administrator changes about a member: deactivated, a guest, another title. */
export function setMember(world: World, body: z.output<typeof memberBody>): void {
  const { user, ...change } = body;
  const before = world.store.members.get(user);
  if (!before) no('user_not_found');
  const member = { ...before, ...JSON.parse(JSON.stringify(change)) };
  world.store.members.set(user, member);
  const { email: _email, ...shown } = member;
  world.store.emit({ type: 'member', member: shown });
  world.app.event({
    type: 'user_change',
    user: wireUser(member, world.workspace.scopes.includes('users:read.email')),
    cache_ts: 0,
    event_ts: world.store.timestamps.next(),
  });
}

export const usergroupBody = z.object({ usergroup: z.string(), users: z.array(z.string()) });

/** Who is in a group from now on, as its owner says in Slack's own dialog. */
export function setUsergroup(
  world: World,
  { usergroup, users }: z.output<typeof usergroupBody>,
): void {
  const group = [...world.store.usergroups.values()].find(
    ({ id, handle }) => id === usergroup || handle === usergroup,
  );
  if (!group) no('no_such_subteam');
  if (users.some((user) => !world.store.members.has(user))) no('user_not_found');
  setUsers(world, group, users);
}
