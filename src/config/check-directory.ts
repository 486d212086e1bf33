import { isAddress } from '../oncall/calendar.ts';
import { mistakeIn } from '../runbook/classify/team-check.ts';
import { DirectoryFile } from '../service/directory.ts';
import { checkContacts } from './check-contacts.ts';
import { checkPolicies } from './check-policies.ts';
import { fillIn, isSafeAddress } from './fill-in.ts';
import { nameOf, type Problem } from './problems.ts';
import { References } from './references.ts';
import type { YamlFile } from './yaml-file.ts';

/** What runbell.yaml refers to must exist, and must be said once. */
export function checkDirectory(
  yaml: YamlFile,
  serviceNames: string[],
  env: NodeJS.ProcessEnv,
): Problem[] {
  const file = new References(yaml);
  const people = file.keys(['people']);
  checkSlackIds(file);
  for (const schedule of file.entries(['schedules'])) {
    if (people.length > 0) checkSchedule(file, schedule, people);
    checkCalendar(file, [...schedule, 'ical'], env);
  }
  checkPolicies(file, people);
  checkHookKeys(file, env);
  checkCalendarKeys(file, people, env);
  checkContacts(file, env);
  file.oneOf(['default_service'], serviceNames, 'no service');
  for (const source of file.entries(['runbook_sources'])) {
    file.oneOf([...source, 'service'], serviceNames, 'no service');
  }
  checkCommands(file);
  return file.problems;
}

function checkSchedule(file: References, schedule: PropertyKey[], people: string[]): void {
  for (const layer of [schedule, ...file.entries([...schedule, 'layers'])]) {
    const turns = file.entries([...layer, 'people']);
    const shifts = file.entries([...layer, 'shifts']).map((shift) => [...shift, 'person']);
    for (const person of [...turns, ...shifts]) file.oneOf(person, people, 'nobody in people');
  }
}

/** The example of each class row is its test. */
function checkCommands(file: References): void {
  for (const path of file.entries(['commands'])) {
    const row = DirectoryFile.shape.commands.unwrap().element.safeParse(file.at(path)).data;
    const mistake = row ? mistakeIn(row) : null;
    if (mistake) file.wrong([...path, mistake.key], `which ${mistake.what}`, mistake.instead);
  }
}

function checkSlackIds(file: References): void {
  const owners = new Map<string, string>();
  for (const person of file.keys(['people'])) {
    const path = ['people', person, 'slack'];
    const id = file.text(path);
    if (id === null) continue;
    const owner = owners.get(id);
    if (owner) file.wrong(path, `which is ${owner} already`, 'give each person their own Slack id');
    owners.set(id, person);
  }
}

function checkHookKeys(file: References, env: NodeJS.ProcessEnv): void {
  const keys = file.keys(['hook_keys']).map((sender) => ['hook_keys', sender]);
  checkSecrets(file, keys, 6, env);
}

function checkCalendarKeys(file: References, people: string[], env: NodeJS.ProcessEnv): void {
  const feeds = file.entries(['calendar_keys']);
  for (const feed of feeds) {
    if (people.length > 0) file.oneOf([...feed, 'person'], people, 'nobody in people');
    file.oneOf([...feed, 'schedule'], file.keys(['schedules']), 'no schedule');
  }
  const keys = feeds.map((feed) => [...feed, 'key']);
  checkSecrets(file, keys, 16, env);
}

/** Last parts of web addresses: each set, long enough and used once. Their values are never shown. */
function checkSecrets(
  file: References,
  paths: PropertyKey[][],
  least: number,
  env: NodeJS.ProcessEnv,
): void {
  const owners = new Map<string, string>();
  for (const path of paths) {
    const name = nameOf(path);
    const say = (what: string, instead: string) =>
      file.add(path, 'value', `${name} ${what}`, instead, null);
    const written = file.text(path);
    if (written === null) continue;
    const key = fillIn(written, env);
    if (key === null) {
      say(`reads the variable ${written.slice(1)}, which is not set`, 'set it before the start');
      continue;
    }
    if (!/^[A-Za-z0-9._~-]+$/.test(key) || key.length < least) {
      say('is no key for a web address', `use ${least} or more letters, digits and . _ ~ -`);
    }
    const other = owners.get(key);
    if (other) say(`is the key of ${other} too`, 'give each its own key');
    owners.set(key, name);
  }
}

/** A calendar's address may be a secret itself, and is not shown either. */
function checkCalendar(file: References, path: PropertyKey[], env: NodeJS.ProcessEnv): void {
  const written = file.text(path);
  if (written === null) return;
  const say = (what: string, instead: string) =>
    file.add(path, 'value', `${nameOf(path)} ${what}`, instead, null);
  const source = fillIn(written, env);
  if (source === null)
    say(`reads the variable ${written.slice(1)}, which is not set`, 'set it before the start');
  else if (isAddress(source) && !isSafeAddress(source))
    say('is an address that anybody on the way can read or change', 'use https://');
}
