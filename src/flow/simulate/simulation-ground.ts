import type { NamedPolicy } from '../../oncall/policy.ts';
import type { Directory } from '../../service/directory.ts';
import type { Members } from '../members.ts';
import type { Rota } from '../oncall/rota.ts';
import type { StoredContact } from '../page/notify-ports.ts';
import { policyOf } from '../page/policy-of.ts';
import { groupsOf } from '../page/reach.ts';
import type { Turn } from '../page/turn-ports.ts';
import type { Store, World } from '../ports.ts';
import type { Ground } from './simulate.ts';

/** Where it is read from. Without a store nothing is verified, without Slack nobody is in a group. */
export interface GroundSource extends Pick<World, 'provided'> {
  directory: Directory;
  rota: Rota;
  store: Pick<Store, 'contacts' | 'write'> | null;
  members: Members | null;
}

/** What a simulation for a service depends on, as it is now. */
export async function simulationGround(
  { directory, rota, store, members, provided }: GroundSource,
  serviceName: string,
): Promise<Ground> {
  const chain = policyOf(directory, serviceName);
  const names = groupsIn(chain);
  const groups = await Promise.all(
    names.map(async (name) => [name, (await members?.group(name)) ?? null] as const),
  );
  return {
    directory,
    rota,
    groups: new Map(groups),
    proved: provedBy((await store?.contacts.all()) ?? []),
    turns: await turnsOf(store, chain),
    gone: await deactivated(directory, members),
    ...(provided && { provided }),
  };
}

/** The user groups that its levels page. */
function groupsIn(chain: readonly NamedPolicy[]): string[] {
  const levels = chain.flatMap(({ policy }) => policy.levels);
  return [...new Set(groupsOf(levels.flatMap(({ page }) => page)))];
}

function provedBy(contacts: readonly StoredContact[]): Map<string, Set<string>> {
  const proved = new Map<string, Set<string>>();
  for (const { user, address, verifiedAt } of contacts)
    if (verifiedAt !== null) proved.set(user, (proved.get(user) ?? new Set()).add(address));
  return proved;
}

/** In a transaction of its own: reading them makes others wait for its end. */
async function turnsOf(
  store: GroundSource['store'],
  chain: readonly NamedPolicy[],
): Promise<Turn[]> {
  const round = chain.filter(({ policy }) => policy.levels.some((level) => level.round_robin));
  if (store === null || round.length === 0) return [];
  return store.write((tx) => tx.turns.of(round.map(({ name }) => name)));
}

async function deactivated(
  { people }: Pick<Directory, 'people'>,
  members: Members | null,
): Promise<Set<string>> {
  if (members === null) return new Set();
  const all = Object.values(people).map(
    async ({ slack }) => [slack, await members.account(slack)] as const,
  );
  const known = await Promise.all(all);
  return new Set(known.flatMap(([user, account]) => (account === 'deactivated' ? [user] : [])));
}
