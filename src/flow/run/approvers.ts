import { sameRole } from '../../service/approvals.ts';
import type { Directory } from '../../service/directory.ts';
import type { Service } from '../../service/service.ts';
import type { Rota } from '../oncall/rota.ts';
import { whoIs } from '../oncall/who-is.ts';

/** Where names of rules lead to, at one moment. */
export interface Around {
  directory: Directory;
  service: Service;
  /** Members of Slack's user groups by the name that rules give them; null when Slack does not say. */
  groups: ReadonlyMap<string, readonly string[] | null>;
  /** The schedules with their overrides. */
  rota: Rota;
  now: Date;
}

const GROUP = 'group:';
const ROLE = 'role:';
const ON_CALL = 'on-call:';

/** Slack users behind `by`, each once, in its order. What leads nowhere is nobody. */
export function approversBy(by: readonly string[], around: Around): string[] {
  return [...new Set(by.flatMap((name) => usersOf(name, around)))];
}

/** The user groups that `by` names. */
export function groupsIn(by: readonly string[]): string[] {
  return by.flatMap((name) => (name.startsWith(GROUP) ? [name.slice(GROUP.length)] : []));
}

function usersOf(
  name: string,
  { directory, service, groups, rota, now }: Around,
): readonly string[] {
  if (name.startsWith(GROUP)) return groups.get(name.slice(GROUP.length)) ?? [];
  if (name.startsWith(ROLE)) {
    const role = name.slice(ROLE.length);
    return Object.values(directory.people).flatMap((person) =>
      person.role !== undefined && sameRole(person.role, role) ? [person.slack] : [],
    );
  }
  const who = whoIs(directory, rota, now);
  if (!name.startsWith(ON_CALL)) return who([name]);
  const place = name.slice(ON_CALL.length);
  if (!/^\d+$/.test(place)) return who([`schedule:${place}`]);
  const policy = Object.hasOwn(directory.policies, service.escalation)
    ? directory.policies[service.escalation]
    : undefined;
  return who(policy?.levels[Number(place) - 1]?.page ?? []);
}
