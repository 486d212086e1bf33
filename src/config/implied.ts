import { basename } from 'node:path';
import type { DirectoryFile } from '../service/directory.ts';
import { ServiceFile } from '../service/service.ts';
import { type Problem, quote } from './problems.ts';
import { unreadable } from './read.ts';

const EVERYBODY = 'everybody';
const MINUTES_15 = 900_000;

/**
 * What a team has that wrote a runbell.yaml and no service.yaml yet: one service, called as
 * `default_service` says, for all of its Markdown. Nobody may approve there until it is said who.
 */
export function impliedService(file: DirectoryFile): ServiceFile | null {
  const name = file.default_service;
  const escalation = Object.keys(file.policies)[0] ?? EVERYBODY;
  const target = { name: `${name.slice(0, 35)}-host` };
  return ServiceFile.safeParse({ service: name, escalation, target }).data ?? null;
}

/** What a folder of Markdown without a runbell.yaml is called. */
export function serviceName(home: string): string {
  const name = basename(home)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 30);
  return name === '' ? 'runbooks' : name;
}

/** The policies, with one that pages everybody when there is none. */
export function impliedPolicies(file: DirectoryFile): DirectoryFile['policies'] {
  if (Object.keys(file.policies).length > 0) return file.policies;
  const page = Object.keys(file.people).slice(0, 20);
  const level = { name: EVERYBODY, page, wait: MINUTES_15 };
  return { [EVERYBODY]: { levels: [level], repeat: 0 } };
}

/** What the newcomer should know: nothing is wrong, and more can be said. */
export function impliedNote(home: string, service: string, runbooks: number): Problem {
  const files = runbooks === 1 ? '1 Markdown file' : `${runbooks} Markdown files`;
  return unreadable(
    home,
    `no folder has a service.yaml yet, so ${files} belong to the service ${quote(service)}, whose commands run on this machine and nobody may approve`,
    `add ${service}/service.yaml with its target and approvers (docs/config.md)`,
  );
}

export const shortest =
  'create it; three lines are enough: `people:`, below it `  you: { name: You, slack: U012ABCDEF }`, and `default_service: ops`';
