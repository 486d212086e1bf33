import { resolve } from 'node:path';
import type { Runbook } from '../runbook/model.ts';
import { type Directory, DirectoryFile } from '../service/directory.ts';
import type { ServiceFile } from '../service/service.ts';
import { assemble } from './assemble.ts';
import { readCalendars } from './calendars.ts';
import { checkSharedApprovals } from './check-approvals.ts';
import { checkDirectory } from './check-directory.ts';
import { checkService, checkServices } from './check-service.ts';
import { markdownName } from './find-markdown.ts';
import { impliedNote, impliedPolicies, impliedService, serviceName, shortest } from './implied.ts';
import { Memory } from './memory.ts';
import type { Problem } from './problems.ts';
import { readFolder } from './read.ts';
import { readRunbooks } from './read-runbooks.ts';
import { readServices, type ServiceFolder } from './read-services.ts';
import { readYaml } from './read-yaml.ts';

/** Everything that was read, sound or not. */
export interface Reading {
  directory: Directory;
  /** The absolute path of each runbook. */
  paths: ReadonlyMap<Runbook, string>;
  /** Files that cannot be read or break their schema. */
  broken: Problem[];
  /** Files that contradict each other. */
  conflicts: Problem[];
  /** What is assumed or left out, without being a mistake. */
  notes: Problem[];
}

/**
 * Reads runbell.yaml, the service.yaml of each folder beside it, the runbooks there and those of other
 * sources. All mistakes are reported; what is broken is left out of the directory.
 */
export async function loadDirectory(
  home: string,
  env: NodeJS.ProcessEnv,
): Promise<Pick<Reading, 'directory' | 'paths' | 'notes'> & { problems: Problem[] }> {
  const { broken, conflicts, ...read } = await readDirectory(home, env, new Memory());
  return { ...read, problems: [...broken, ...conflicts] };
}

/** The same with a memory: what has not changed is not read again, what broke is taken as it was in force. */
export async function readDirectory(
  folder: string,
  env: NodeJS.ProcessEnv,
  memory: Memory,
  /** Services in these files are left out. */
  without: ReadonlySet<string> = new Set(),
): Promise<Reading> {
  const home = resolve(folder);
  const names = await memory.listing(home, () => readFolder(home));
  if (names.value === null || names.problems.length > 0) {
    const directory = assemble(nobody, [], new Map(), home, env);
    return { directory, paths: new Map(), broken: names.problems, conflicts: [], notes: [] };
  }
  const astray: Problem[] = [];
  const folders = await readServices(home, names.value, memory, astray);
  const plain = folders.every(({ bare }) => bare);
  const markdown = folders.length > 0 || names.value.some((name) => markdownName.test(name));
  const absent = plain && markdown ? shortest : missingRunbell;
  const place = { folder: home, names: names.value, stem: 'runbell', absent };
  const organisation = await readYaml(memory, place, DirectoryFile);
  const { yaml, value } = organisation.value ?? organisation.draft ?? { yaml: null, value: null };

  // Nobody starts with this, but what its Markdown says can be shown, matched and checked.
  const unnamed = plain && markdown && yaml === null && value === null;
  const file = value ?? { ...nobody, default_service: unnamed ? serviceName(home) : 'none' };
  const implied = plain && (value !== null || unnamed) ? impliedService(file) : null;
  const owners = folders.filter((one) => !one.bare && !(one.yaml && without.has(one.yaml.file)));
  const sources = implied ? ['.', ...file.runbook_sources] : file.runbook_sources;
  const collected = await readRunbooks(
    home,
    owners,
    sources,
    file.default_service,
    memory,
    file.commands,
  );
  const calendars = await readCalendars(home, file.schedules, memory, env);
  const covered = ({ bare, markdown: files }: ServiceFolder) =>
    plain || (bare && files.every((path) => collected.foreign.has(path)));

  const yamls = folders.flatMap((one) => (one.yaml ? [one.yaml] : []));
  // An unreadable service.yaml is one mistake; that nobody finds its service is not another.
  const named = folders.map((one) => String(Object(one.yaml?.raw).service ?? one.name));
  const known = implied ? [implied.service] : named;
  const services = owners.flatMap((one): ServiceFile[] => (one.value ? [one.value] : []));
  if (implied) services.push(implied);
  return {
    directory: assemble(
      {
        ...file,
        schedules: calendars.schedules,
        policies: implied ? impliedPolicies(file) : file.policies,
      },
      services,
      collected.runbooks,
      home,
      env,
    ),
    paths: collected.paths,
    broken: [
      ...organisation.problems,
      ...astray,
      ...folders.flatMap((one) => (covered(one) ? [] : one.problems)),
      ...calendars.broken,
      ...collected.problems,
    ],
    conflicts: [
      ...(yaml ? checkDirectory(yaml, known, env) : []),
      ...(yaml ? checkSharedApprovals(yaml, known, yamls) : []),
      ...yamls.flatMap((one) => checkService(one, yaml)),
      ...checkServices(yamls),
    ],
    notes: [
      ...(implied && !unnamed
        ? [impliedNote(home, implied.service, count(collected.runbooks))]
        : []),
      ...calendars.notes,
      ...collected.notes,
    ],
  };
}

const nobody: DirectoryFile = DirectoryFile.parse({ people: {}, default_service: 'none' });

const missingRunbell = 'create it, or set RUNBELL_HOME to the folder that holds it';

function count(runbooks: Map<string, unknown[]>): number {
  return [...runbooks.values()].reduce((sum, list) => sum + list.length, 0);
}
