import type { Usergroup } from '../contract.ts';
import { app, team } from '../seed/app.ts';
import type { World } from '../world.ts';

/** Replaces the members of a group, with the event that Slack makes of it. */
export function setUsers(world: World, group: Usergroup, users: readonly string[]): Usergroup {
  const changed = { ...group, users: [...new Set(users)] };
  put(world, changed);
  return changed;
}

export function put(world: World, group: Usergroup): void {
  const known = world.store.usergroups.has(group.id);
  world.store.usergroups.set(group.id, group);
  world.app.event({
    type: known ? 'subteam_updated' : 'subteam_created',
    subteam: { ...wireUsergroup(group, { users: true }) },
    event_ts: world.store.timestamps.next(),
  });
}

export function wireUsergroup(group: Usergroup, show: { users: boolean }) {
  return {
    id: group.id,
    team_id: team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: 0,
    date_update: 0,
    date_delete: group.disabled ? 1 : 0,
    auto_type: null,
    created_by: app.botUserId,
    updated_by: app.botUserId,
    deleted_by: null,
    prefs: { channels: [], groups: [] },
    user_count: group.users.length,
    ...(show.users && { users: group.users }),
  };
}
