import { join, resolve } from 'node:path';
import type { z } from 'zod';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { type Directory, DirectoryFile } from '../service/directory.ts';
import { type Service, ServiceFile } from '../service/service.ts';
import { checkDirectory, fillIn } from './check-directory.ts';
import { checkService, checkServices } from './check-service.ts';
import type { Problem } from './problems.ts';
import {
  isFolder,
  isProblem,
  limits,
  readFolder,
  readText,
  shownPath,
  unreadable,
} from './read.ts';
import { schemaProblems } from './schema-problems.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** A file in its place: as written, and as the schema understood it. */
interface Loaded<T> {
  yaml: YamlFile | null;
  value: T | null;
}

interface ServiceFolder extends Loaded<ServiceFile> {
  name: string;
  runbooks: Runbook[];
}

/**
 * Reads runbell.yaml, the service.yaml of each folder beside it and the runbooks there.
 * All mistakes are reported; what is broken is left out of the directory.
 */
export async function loadDirectory(
  home: string,
  env: NodeJS.ProcessEnv,
): Promise<{ directory: Directory; problems: Problem[] }> {
  const problems: Problem[] = [];
  const names = keep(await readFolder(home), problems);
  if (names === null) return { directory: assemble(nobody, [], home, env), problems };
  const file = await loadNamed(home, names, 'runbell', DirectoryFile, problems);
  const folders = await loadFolders(home, names, problems);

  const yamls = folders.flatMap(({ yaml }) => (yaml ? [yaml] : []));
  // An unreadable service.yaml is one mistake; that nobody finds its service is not another.
  const serviceNames = folders.map(({ yaml, name }) => String(Object(yaml?.raw).service ?? name));
  if (file.yaml) problems.push(...checkDirectory(file.yaml, serviceNames, env));
  for (const yaml of yamls) problems.push(...checkService(yaml, file.yaml));
  problems.push(...checkServices(yamls));
  return { directory: assemble(file.value ?? nobody, folders, home, env), problems };
}

const nobody: DirectoryFile = DirectoryFile.parse({ people: {}, default_service: 'none' });

async function loadFolders(home: string, names: string[], problems: Problem[]) {
  const folders: ServiceFolder[] = [];
  for (const name of names) {
    if (keep(await isFolder(join(home, name)), problems)) {
      const folder = await loadFolder(home, name, problems);
      if (folder) folders.push(folder);
    }
  }
  return folders;
}

/** Null for a folder that is no service: it holds neither service.yaml nor runbooks. */
async function loadFolder(
  home: string,
  folder: string,
  problems: Problem[],
): Promise<ServiceFolder | null> {
  const path = join(home, folder);
  const names = keep(await readFolder(path), problems) ?? [];
  const markdown = names.filter((name) => name.endsWith('.md'));
  if (markdown.length === 0 && !names.some((name) => /^service\.ya?ml$/.test(name))) return null;
  const loaded = await loadNamed(path, names, 'service', ServiceFile, problems);
  const runbooks: Runbook[] = [];
  for (const name of markdown) {
    const text = keep(await readText(join(path, name), limits.markdownBytes), problems);
    if (text !== null) runbooks.push(parseRunbook(`${folder}/${name}`, text));
  }
  return { ...loaded, name: folder, runbooks };
}

/** Reads `<stem>.yaml`, which must be among the names of its folder. */
async function loadNamed<S extends z.ZodType>(
  folder: string,
  names: string[],
  stem: keyof typeof absent,
  schema: S,
  problems: Problem[],
): Promise<Loaded<z.infer<S>>> {
  const path = join(folder, `${stem}.yaml`);
  if (names.includes(`${stem}.yml`)) {
    const wrong = join(folder, `${stem}.yml`);
    problems.push(unreadable(wrong, 'the ending is .yml', `rename it ${stem}.yaml`));
  }
  if (!names.includes(`${stem}.yaml`)) {
    if (!names.includes(`${stem}.yml`))
      problems.push(unreadable(path, 'this is missing', absent[stem]));
    return { yaml: null, value: null };
  }
  const text = keep(await readText(path, limits.yamlBytes), problems);
  if (text === null) return { yaml: null, value: null };
  const yaml = parseYaml(shownPath(path), text);
  if (Array.isArray(yaml)) {
    problems.push(...yaml);
    return { yaml: null, value: null };
  }
  const parsed = schema.safeParse(yaml.raw);
  if (parsed.success) return { yaml, value: parsed.data };
  problems.push(...schemaProblems(yaml, schema, parsed.error.issues));
  return { yaml, value: null };
}

const absent = {
  runbell: 'create it, or set RUNBELL_HOME to the folder that holds it',
  service: 'add it beside the runbooks, or move them to a folder that has one',
} as const;

function assemble(
  file: DirectoryFile,
  folders: ServiceFolder[],
  home: string,
  env: NodeJS.ProcessEnv,
): Directory {
  const { hook_keys: hookKeys, ...rest } = file;
  const services = folders.flatMap(({ value, runbooks }): Service[] =>
    value ? [{ ...inPlace(value, home, env), runbooks }] : [],
  );
  return {
    ...rest,
    hookKeys: new Map(
      Object.entries(hookKeys).flatMap(([sender, key]) => {
        const filled = fillIn(key, env);
        return filled === null ? [] : [[filled, sender] as const];
      }),
    ),
    services: new Map(services.map((service) => [service.service, service])),
  };
}

/** The service with the folders of its targets filled in. */
function inPlace(service: ServiceFile, home: string, env: NodeJS.ProcessEnv): ServiceFile {
  const folders = { HOME: resolve(home), DATA: resolve(env.RUNBELL_DATA?.trim() || './data') };
  const settle = <T extends ServiceFile['target']>(target: T): T => {
    const cwd = target.cwd?.replace(
      /^\$RUNBELL_(HOME|DATA)/,
      (_, name: 'HOME' | 'DATA') => folders[name],
    );
    return cwd === undefined ? target : { ...target, cwd };
  };
  return { ...service, target: settle(service.target), targets: service.targets.map(settle) };
}

function keep<T>(value: T | Problem, problems: Problem[]): T | null {
  if (!isProblem(value)) return value;
  problems.push(value);
  return null;
}
