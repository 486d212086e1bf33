import { checkServiceApprovals } from './check-approvals.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkTargets } from './check-targets.ts';
import type { Problem } from './problems.ts';
import { References } from './references.ts';
import { pickFrom } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

/** What a service.yaml refers to must exist. `organisation` is null when runbell.yaml is unreadable. */
export function checkService(yaml: YamlFile, organisation: YamlFile | null): Problem[] {
  const file = new References(yaml);
  if (organisation !== null) checkNames(file, new References(organisation));
  const { names: targets, remote } = checkTargets(file);
  const actions = file.keys(['actions']);
  for (const action of actions) {
    const path = ['actions', action];
    checkSecrets(file, path);
    file.oneOf([...path, 'target'], targets, 'no target of this service');
    const others = actions.filter((other) => other !== action);
    if (file.text([...path, 'on_failure']) === action) {
      file.wrong([...path, 'on_failure'], 'the action itself', pickFrom('', others, 'remove it'));
    } else {
      file.oneOf([...path, 'on_failure'], others, 'no action of this service');
    }
    const where = file.text([...path, 'target']) ?? targets[0] ?? '';
    for (const kind of ['queue', 'http']) {
      if (file.at([...path, kind]) && remote.includes(where)) {
        const why = `${where} is reached by ssh, where only commands run`;
        file.wrong([...path, kind], `but ${why}`, 'name a target of the worker itself');
      }
    }
    if (file.at([...path, 'queue']) && file.text([...path, 'class']) === 'readonly') {
      const operation = file.text([...path, 'queue', 'operation']) ?? 'clean';
      const changes = operation === 'retry-failed' ? 'changes' : 'empties';
      if (operation !== 'count')
        file.wrong([...path, 'class'], `but it ${changes} a queue`, 'use mutating or destructive');
    }
  }
  return file.problems;
}

/** Across services: each name and each set of alert labels belongs to one. */
export function checkServices(yamls: YamlFile[]): Problem[] {
  const names = new Map<string, string>();
  const matchers = new Map<string, string>();
  return yamls.flatMap((yaml) => {
    const file = new References(yaml);
    const name = file.text(['service']);
    const rival = name === null ? undefined : names.get(name);
    if (rival)
      file.wrong(['service'], `which ${rival} is already`, 'give each service its own name');
    if (name !== null && !rival) names.set(name, yaml.file);

    const labels = Object.entries(Object(file.at(['alerts']))).toSorted();
    const claimed = matchers.get(JSON.stringify(labels));
    if (claimed && labels.length > 0) {
      const what = `alerts matches the same labels as ${claimed}`;
      file.add(['alerts'], 'key', what, 'use labels that tell the two apart', null);
    }
    matchers.set(JSON.stringify(labels), yaml.file);
    return file.problems;
  });
}

function checkNames(file: References, organisation: References): void {
  const people = organisation.keys(['people']);
  file.oneOf(['escalation'], organisation.keys(['policies']), 'no policy in runbell.yaml');
  for (const list of ['approvers', 'responders']) {
    for (const person of file.entries([list])) {
      if (people.length > 0) file.oneOf(person, people, 'nobody in runbell.yaml');
    }
  }
  checkServiceApprovals(file, organisation);
}
