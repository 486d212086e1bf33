import { no } from '../slack-error.ts';
import { wireUser } from '../wire/user.ts';
import type { World } from '../world.ts';
import type { Method } from './call.ts';
import { paged } from './paging.ts';

export const userMethods = {
  'users.info': ({ world, args }) => {
    const member = world.store.members.get(args.needed('user'));
    if (!member) return no('user_not_found');
    return { user: wireUser(member, mayReadEmail(world)) };
  },
  'users.list': ({ world, args }) => {
    const members = [...world.store.members.values()];
    const { items, meta } = paged(members, args, { fallback: 1000, max: 1000 });
    const email = mayReadEmail(world);
    return { members: items.map((member) => wireUser(member, email)), cache_ts: 0, ...meta };
  },
  'users.lookupByEmail': ({ world, args }) => {
    const email = args.needed('email').toLowerCase();
    const member = [...world.store.members.values()].find((entry) => entry.email === email);
    return member ? { user: wireUser(member, true) } : no('users_not_found');
  },
} satisfies Record<string, Method>;

function mayReadEmail(world: World): boolean {
  return world.workspace.scopes.includes('users:read.email');
}
