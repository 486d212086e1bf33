import type { Around, Reached } from '../../oncall/next-step.ts';
import { eachOnce, personOf } from '../../oncall/recipient.ts';
import type { Directory } from '../../service/directory.ts';
import type { Rota } from '../oncall/rota.ts';
import { whoIsAtLevel } from '../oncall/who-is.ts';

/** Members of Slack's user groups by the name that targets give them; null when Slack does not say. */
export type Groups = ReadonlyMap<string, readonly string[] | null>;

const GROUP = 'group:';
const CHANNEL = /^channel:#?(.+)$/;
const WEBHOOK = /^webhook:(.+)$/;

/**
 * Whom the targets of a level lead to at `now`. Of a user group, those who are listed as people: nobody
 * else could acknowledge. Whoever is named or in a group comes before schedules, which then give the
 * next in their line.
 */
export function reachFrom(
  directory: Pick<Directory, 'people' | 'services'>,
  rota: Rota,
  groups: Groups,
  serviceName: string,
  now: Date,
): Around['reach'] {
  const serviceZone = directory.services.get(serviceName)?.zone ?? 'UTC';
  const keys = new Map(Object.entries(directory.people).map(([key, { slack }]) => [slack, key]));
  const members = (group: string) =>
    (groups.get(group) ?? []).flatMap((user) => keys.get(user) ?? []);

  function atTarget(target: string, chosen: ReadonlyMap<string, string[]>): Reached[] {
    const channel = CHANNEL.exec(target)?.[1];
    if (channel !== undefined) return [placeOf('channel', channel)];
    const webhook = WEBHOOK.exec(target)?.[1];
    if (webhook !== undefined) return [placeOf('webhook', webhook)];
    const people = target.startsWith(GROUP)
      ? members(target.slice(GROUP.length))
      : (chosen.get(target) ?? []);
    return people.flatMap((key) => {
      const person = directory.people[key];
      return person ? [{ ...personOf(person.slack), zone: person.zone ?? serviceZone }] : [];
    });
  }

  function placeOf(kind: 'channel' | 'webhook', name: string): Reached {
    return { kind, user: null, name, zone: serviceZone };
  }

  return (targets) => {
    const inGroups = groupsOf(targets).flatMap(members);
    const chosen = new Map<string, string[]>();
    for (const { target, person } of whoIsAtLevel(directory, rota, [...inGroups, ...targets], now))
      if (person !== null) chosen.set(target, [...(chosen.get(target) ?? []), person]);
    return eachOnce(targets.flatMap((target) => atTarget(target, chosen)));
  };
}

/** The user groups that targets name. */
export function groupsOf(targets: readonly string[]): string[] {
  return targets.flatMap((target) =>
    target.startsWith(GROUP) ? [target.slice(GROUP.length)] : [],
  );
}
