import { sameRole } from '../service/approvals.ts';
import type { Problem } from './problems.ts';
import { References } from './references.ts';
import { pickFrom } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

type Path = PropertyKey[];

/** What rules of approval may name, read off the files as written. */
interface Known {
  people: string[];
  roles: string[];
  schedules: string[];
  /** How many levels the longest policy in question has. */
  levels: number;
}

/** The rules of runbell.yaml: of any service, and of any action that some service has. */
export function checkSharedApprovals(
  yaml: YamlFile,
  serviceNames: string[],
  services: YamlFile[],
): Problem[] {
  const file = new References(yaml);
  const policies = file.entries(['policies']);
  const levels = policies.map((policy) => file.entries([...policy, 'levels']).length);
  const actions = services.flatMap((one) => new References(one).keys(['actions']));
  for (const rule of file.entries(['approvals'])) {
    for (const path of oneOrMore(file, [...rule, 'service']))
      file.oneOf(path, serviceNames, 'no service');
    for (const path of oneOrMore(file, [...rule, 'action']))
      file.oneOf(path, actions, 'no action of any service');
  }
  checkRules(file, ['approvals'], knownIn(file, Math.max(0, ...levels)));
  return file.problems;
}

/** The rules of one service.yaml and of its actions. */
export function checkServiceApprovals(file: References, organisation: References): void {
  const policy = file.text(['escalation']) ?? '';
  const known = knownIn(organisation, organisation.entries(['policies', policy, 'levels']).length);
  const actions = file.keys(['actions']);
  for (const rule of file.entries(['approvals'])) {
    for (const path of oneOrMore(file, [...rule, 'action']))
      file.oneOf(path, actions, 'no action of this service');
  }
  checkRules(file, ['approvals'], known);
  for (const action of actions) checkRules(file, ['actions', action, 'approvals'], known);
}

function checkRules(file: References, list: Path, known: Known): void {
  const rules = file.entries(list);
  for (const rule of rules) {
    for (const by of file.entries([...rule, 'by'])) checkApprover(file, by, known);
    checkEnough(file, rule);
  }
  checkRivals(file, rules);
}

/** What the people of runbell.yaml and its schedules make known. */
function knownIn(organisation: References, levels: number): Known {
  return {
    people: organisation.keys(['people']),
    roles: organisation
      .entries(['people'])
      .flatMap((person) => organisation.text([...person, 'role']) ?? []),
    schedules: organisation.keys(['schedules']),
    levels,
  };
}

function oneOrMore(file: References, path: Path): Path[] {
  return file.text(path) === null ? file.entries(path) : [path];
}

function checkApprover(file: References, path: Path, known: Known): void {
  const text = file.text(path);
  if (text === null) return;
  const [kind = '', ...rest] = text.split(':');
  const name = rest.join(':');
  if (rest.length === 0) {
    if (known.people.length > 0) file.oneOf(path, known.people, 'nobody in runbell.yaml');
  } else if (kind === 'role') {
    if (known.roles.some((role) => sameRole(role, name))) return;
    const roles = [...new Set(known.roles)].map((role) => `role:${role}`);
    file.wrong(
      path,
      'which nobody in runbell.yaml has',
      pickFrom(text, roles, 'give it to somebody'),
    );
  } else if (kind === 'on-call') {
    const level = /^\d+$/.test(name) ? Number(name) : null;
    const exists =
      level === null ? known.schedules.includes(name) : level > 0 && level <= known.levels;
    if (exists) return;
    const levels = Array.from({ length: known.levels }, (_, index) => `on-call:${index + 1}`);
    const all = [...levels, ...known.schedules.map((one) => `on-call:${one}`)];
    file.wrong(
      path,
      'which is neither a level nor a schedule',
      pickFrom(text, all, 'name a person'),
    );
  }
}

/** Two different people cannot be found among one. */
function checkEnough(file: References, rule: Path): void {
  const needed = file.at([...rule, 'needed']);
  const by = file.entries([...rule, 'by']).map((path) => file.text(path) ?? ':');
  const countable = by.length > 0 && by.every((text) => !text.includes(':'));
  if (typeof needed !== 'number' || !countable || new Set(by).size >= needed) return;
  const what = `but \`by\` names ${by.length === 1 ? 'one person' : `${by.length} people`}`;
  const instead = `name ${needed} people or more, and one more for when one of them asks`;
  file.add([...rule, 'needed'], 'value', `needed is ${needed}, ${what}`, instead, null);
}

const conditions = ['action', 'service', 'severity', 'class'] as const;
const values = ['needed', 'by', 'valid', 'reason', 'break_glass'] as const;

/** Of two rules for exactly the same, the earlier one would never count. */
function checkRivals(file: References, rules: Path[]): void {
  const first = new Map<string, string>();
  for (const [index, rule] of rules.entries()) {
    const when = JSON.stringify(
      conditions.map((key) => [file.at([...rule, key])].flat().toSorted()),
    );
    for (const key of values.filter((one) => file.at([...rule, one]) !== undefined)) {
      const rival = first.get(`${key} ${when}`);
      if (rival === undefined) first.set(`${key} ${when}`, `approvals[${index}]`);
      else {
        const what = `${key} is said of exactly the same by ${rival}`;
        file.add([...rule, key], 'key', what, 'keep one of the two', null);
      }
    }
  }
}
