import { resolve } from 'node:path';
import type { Target } from '../action/catalogue.ts';
import type { Contacts } from '../oncall/contact.ts';
import type { Runbook } from '../runbook/model.ts';
import type { Directory, DirectoryFile } from '../service/directory.ts';
import type { Service, ServiceFile } from '../service/service.ts';
import { fillIn } from './fill-in.ts';

/** The directory of what was read, with variables and folders filled in. */
export function assemble(
  file: DirectoryFile,
  services: ServiceFile[],
  runbooks: Map<string, Runbook[]>,
  home: string,
  env: NodeJS.ProcessEnv,
): Directory {
  const { hook_keys: hookKeys, runbook_sources: _, commands, ...rest } = file;
  return {
    ...rest,
    ...filledContacts(file, env),
    calendar_keys: Object.fromEntries(
      Object.entries(file.calendar_keys).flatMap(([name, feed]) => {
        const key = fillIn(feed.key, env);
        return key === null ? [] : [[name, { ...feed, key }]];
      }),
    ),
    hookKeys: new Map(
      Object.entries(hookKeys).flatMap(([sender, key]) => {
        const filled = fillIn(key, env);
        return filled === null ? [] : [[filled, sender] as const];
      }),
    ),
    services: new Map(
      services.map(({ runbook_sources: __, ...service }) => [
        service.service,
        {
          ...inPlace(service, home, env),
          runbooks: runbooks.get(service.service) ?? [],
          rows: commands,
        },
      ]),
    ),
  };
}

/** Keys of people and of webhooks; every variable was checked to be set. */
function filledContacts(
  { people, webhooks }: DirectoryFile,
  env: NodeJS.ProcessEnv,
): Pick<Directory, 'people' | 'webhooks'> {
  const fill = (text: string) => fillIn(text, env) ?? '';
  const withKey = (contacts: Contacts): Contacts =>
    contacts.pagerduty === undefined
      ? contacts
      : { ...contacts, pagerduty: fill(contacts.pagerduty) };
  return {
    people: mapValues(people, ({ contacts, ...person }) => ({
      ...person,
      ...(contacts && { contacts: withKey(contacts) }),
    })),
    webhooks: mapValues(webhooks, ({ url, secret }) => ({ url: fill(url), secret: fill(secret) })),
  };
}

function mapValues<T, U>(entries: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, map(value)]));
}

/** The service with the folders and files of its targets filled in. */
function inPlace(
  service: Omit<Service, 'runbooks'>,
  home: string,
  env: NodeJS.ProcessEnv,
): Omit<Service, 'runbooks'> {
  const folders = { HOME: resolve(home), DATA: resolve(env.RUNBELL_DATA?.trim() || './data') };
  const settle = (target: Target): Target => {
    const { cwd, ssh } = target;
    return {
      ...target,
      ...(cwd !== undefined && { cwd: place(cwd, folders) }),
      ...(ssh && {
        ssh: {
          ...ssh,
          key: place(ssh.key, folders),
          ...(ssh.known_hosts && { known_hosts: place(ssh.known_hosts, folders) }),
        },
      }),
    };
  };
  return { ...service, target: settle(service.target), targets: service.targets.map(settle) };
}

function place(path: string, folders: { HOME: string; DATA: string }): string {
  return path.replace(
    /^\$RUNBELL_(HOME|DATA)(?=\/|$)/,
    (_, name: 'HOME' | 'DATA') => folders[name],
  );
}
