import { type Chosen, distinct, type Wanted } from '../../oncall/distinct.ts';
import { lineAt } from '../../oncall/line.ts';
import type { Directory } from '../../service/directory.ts';
import type { Service } from '../../service/service.ts';
import type { Rota } from './rota.ts';

/** Slack user ids behind targets (a person, `schedule:<name>`) at one moment. */
export type WhoIs = (targets: readonly string[]) => string[];

/** Resolves a level's targets to Slack users as they are on call at `now`. */
export function whoIs(directory: Directory, rota: Rota, now: Date): WhoIs {
  return (targets) => {
    const chosen = whoIsAtLevel(directory, rota, targets, now);
    return slackIds(
      directory,
      chosen.flatMap(({ person }) => person ?? []),
    );
  };
}

/** Who answers each target of a level at `now`; nobody answers two. */
export function whoIsAtLevel(
  directory: Pick<Directory, 'people'>,
  rota: Rota,
  targets: readonly string[],
  now: Date,
): Chosen[] {
  return distinct(targets.map((target) => wanted(directory, rota, target, now)));
}

/** Slack users who may press a service's buttons; unknown people may not. */
export function responders(directory: Directory, service: Service): string[] {
  return slackIds(directory, service.responders ?? Object.keys(directory.people));
}

/** `schedule:primary+1` as its parts: the first after whoever is on call; null for a person. */
export function scheduleIn(target: string): { name: string; after: number } | null {
  const [, name, after] = /^schedule:([a-z0-9][a-z0-9-]*)(?:\+(\d))?$/.exec(target) ?? [];
  return name === undefined ? null : { name, after: Number(after ?? 0) };
}

/** Whom it reaches is not the files' to say: a user group, a channel, a webhook. */
export function isElsewhere(target: string): boolean {
  return /^(group|channel|webhook):/.test(target);
}

function wanted(
  { people }: Pick<Directory, 'people'>,
  rota: Rota,
  target: string,
  now: Date,
): Wanted {
  const asked = scheduleIn(target);
  if (asked === null) return { target, line: Object.hasOwn(people, target) ? [target] : [] };
  const planned = rota.get(asked.name);
  if (planned === undefined) return { target, line: [] };
  return { target, line: skip(lineAt(planned.schedule, planned.overrides, now), asked.after) };
}

/** The line without its first few. */
function* skip<T>(line: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const one of line) {
    if (left === 0) yield one;
    else left -= 1;
  }
}

function slackIds(directory: Pick<Directory, 'people'>, keys: readonly string[]): string[] {
  return keys.flatMap((key) => directory.people[key]?.slack ?? []);
}
