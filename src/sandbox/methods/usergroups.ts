import { put, setUsers, wireUsergroup } from '../acts/usergroups.ts';
import type { Usergroup } from '../contract.ts';
import { no } from '../slack-error.ts';
import { slackId } from '../state/identifiers.ts';
import type { World } from '../world.ts';
import type { Call, Method } from './call.ts';

export const usergroupMethods = {
  'usergroups.list': ({ world, args }) => ({
    usergroups: [...world.store.usergroups.values()]
      .filter(({ disabled }) => !disabled || args.flag('include_disabled'))
      .map((group) => wireUsergroup(group, { users: args.flag('include_users') })),
  }),
  'usergroups.create': ({ world, args }) => {
    const name = args.needed('name');
    const handle = args.text('handle') || name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-');
    if (!/^[a-z0-9._-]{1,21}$/.test(handle)) return no('bad_handle');
    const groups = [...world.store.usergroups.values()];
    if (groups.some((group) => group.name === name)) return no('name_already_exists');
    if (taken(world, handle)) return no('handle_already_exists');
    const group = { id: slackId('S'), handle, name, users: [] };
    put(world, group);
    return { usergroup: wireUsergroup(group, { users: false }) };
  },
  'usergroups.disable': (call) => able(call, false),
  'usergroups.enable': (call) => able(call, true),
  'usergroups.users.list': (call) => ({ users: groupOf(call).users }),
  'usergroups.users.update': (call) => {
    const group = groupOf(call);
    const users = call.args.names('users');
    // Slack empties no group this way; it wants `usergroups.disable` for that.
    if (users.length === 0) return no('no_users_provided');
    for (const user of users) {
      const member = call.world.store.members.get(user);
      if (!member || member.deleted || member.is_bot || member.is_restricted)
        return no('invalid_users');
      if (member.is_ultra_restricted) return no('single_channel_guests_cannot_be_added');
    }
    const changed = setUsers(call.world, group, users);
    return { usergroup: wireUsergroup(changed, { users: true }) };
  },
} satisfies Record<string, Method>;

function groupOf({ world, args }: Call): Usergroup {
  return world.store.usergroups.get(args.needed('usergroup')) ?? no('no_such_subteam');
}

function able(call: Call, enabled: boolean) {
  const group = { ...groupOf(call), disabled: !enabled };
  put(call.world, group);
  return { usergroup: wireUsergroup(group, { users: false }) };
}

/** Handles are shared with members and channels. */
function taken(world: World, handle: string): boolean {
  const { usergroups, members } = world.store;
  return (
    [...usergroups.values()].some((group) => group.handle === handle) ||
    [...members.values()].some((member) => member.name === handle) ||
    world.store.channelNamed(handle) !== undefined
  );
}
