import type { Account } from '../../action/permission.ts';
import { allApprovers } from '../../service/approvals.ts';
import type { Directory } from '../../service/directory.ts';
import type { Service } from '../../service/service.ts';
import { type Rota, readRota } from '../oncall/rota.ts';
import type { World } from '../ports.ts';
import { approversBy, groupsIn } from './approvers.ts';

/** What Slack said of the people in question. Called before a transaction begins, so that nothing in one waits for Slack. */
export interface Roll {
  directory: Directory;
  groups: ReadonlyMap<string, readonly string[] | null>;
  accounts: ReadonlyMap<string, Account>;
  rota: Rota;
}

/** More approvers than this are not looked up one by one: their accounts are asked for when they act. */
const MOST = 50;

/** Asks Slack about `user`, the groups that rules of the service name and, `with` them, everybody who may approve. */
export async function callRoll(
  { directory, members, store, clock }: Pick<World, 'directory' | 'members' | 'store' | 'clock'>,
  service: Service,
  user: string | null,
  approvers: 'with approvers' | 'alone',
): Promise<Roll> {
  const by = allApprovers(directory, service);
  const names = [...new Set(groupsIn(by))];
  const groups = new Map(
    await Promise.all(names.map(async (name) => [name, await members.group(name)] as const)),
  );
  const now = clock.now();
  const rota = await readRota(directory, store.overrides, now);
  const around = { directory, service, groups, rota, now };
  const others = approvers === 'alone' ? [] : approversBy(by, around).slice(0, MOST);
  const asked = [...new Set([...(user === null ? [] : [user]), ...others])];
  const accounts = new Map(
    await Promise.all(asked.map(async (one) => [one, await members.account(one)] as const)),
  );
  return { directory, groups, accounts, rota };
}
