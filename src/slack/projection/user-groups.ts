import { z } from 'zod';
import { type KeptGroup, keptGroups } from '../../flow/oncall/user-groups.ts';
import { digest } from '../../lib/ids.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import {
  type GroupTrouble,
  groupsInOrderNotice,
  groupTroubleNotice,
} from '../views/user-group-notice.ts';
import { keepNotice } from './notice.ts';
import type { Projection } from './sync-incident.ts';

const Groups = z.array(
  z.object({
    id: z.string(),
    handle: z.string(),
    users: z.array(z.string()).default([]),
    /** Since when it is disabled; 0 while it is not. */
    date_delete: z.number().default(0),
  }),
);
type Group = z.infer<typeof Groups>[number];

/**
 * Makes the members of user groups the people on call, where they are not. What Slack refuses is told
 * once, and tried again when somebody else is on call, at the next start, and by the auditor.
 */
export async function syncUserGroups(projection: Projection): Promise<void> {
  const kept = await keptGroups(projection.world);
  const troubles = kept.length === 0 ? [] : await bringInto(projection, kept);
  await tell(projection, troubles);
}

async function bringInto(projection: Projection, kept: KeptGroup[]): Promise<GroupTrouble[]> {
  const known = await refused(() => listed(projection));
  const troubles: GroupTrouble[] = [];
  for (const one of kept) {
    const why = typeof known === 'string' ? known : await bring(projection, one, known);
    if (why !== null) troubles.push({ name: one.name, schedules: one.schedules, why });
  }
  return troubles;
}

async function listed({ outbound }: Projection): Promise<Group[]> {
  const answer = await outbound.call('rest', 'usergroups.list', {
    include_users: true,
    include_disabled: true,
  });
  return Groups.parse(answer.usergroups);
}

/** Null when it is as it should be; else why it is not. */
async function bring(
  { outbound, world }: Projection,
  { name, users, schedules }: KeptGroup,
  known: Group[],
): Promise<string | null> {
  const group = known.find(({ id, handle }) => id === name || handle === name);
  if (group === undefined) return 'no_such_subteam';
  if (group.date_delete !== 0) return 'disabled';
  if (sameMembers(group.users, users)) return null;
  if (users.length === 0) {
    // Slack empties no user group.
    world.log.info({ group: name, schedules }, 'nobody is on call: a user group keeps who was');
    return null;
  }
  const update = { usergroup: group.id, users: users.join(',') };
  const why = await refused(() => outbound.call('rest', 'usergroups.users.update', update));
  return typeof why === 'string' ? why : null;
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((user) => others.includes(user));
}

/** Slack's answer, or its word for no. */
async function refused<T>(ask: () => Promise<T>): Promise<T | string> {
  try {
    return await ask();
  } catch (error) {
    const word = slackErrorOf(error);
    if (word === null) throw error;
    return word;
  }
}

async function tell(projection: Projection, troubles: GroupTrouble[]): Promise<void> {
  const { world } = projection;
  const { fallback_channel: fallback, digest_channel: usual } = world.directory;
  const now = world.clock.now();
  await keepNotice(projection, {
    setting: 'user-group-notice',
    channel: fallback ?? usual,
    about: troubles.map(({ name }) => name),
    mark: digest(troubles),
    words: () => {
      for (const { name, why } of troubles)
        world.log.warn({ group: name, reason: why }, 'a user group cannot follow who is on call');
      return groupTroubleNotice(troubles);
    },
    over: (names) => groupsInOrderNotice(names, now),
  });
}
