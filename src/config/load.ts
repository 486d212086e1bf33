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
  const names = keep(await readFolder(home), problems) ?? [];
  const hasFile = names.includes('runbell.yaml');
  if (names.length > 0 || hasFile) warnOfEnding(home, names, 'runbell', problems);
  const readable = problems.length === 0 || hasFile;
  const file: Loaded<DirectoryFile> = readable
    ? await loadYaml(join(home, 'runbell.yaml'), DirectoryFile, problems)
    : { yaml: null, value: null };
  const folders = await loadFolders(home, names, problems);

  const yamls = folders.flatMap(({ yaml }) => (yaml ? [yaml] : []));
  const serviceNames = yamls.map(({ raw }) => String(Object(raw).service));
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
  warnOfEnding(path, names, 'service', problems);
  if (!names.includes('service.yaml')) {
    if (markdown.length === 0 || names.includes('service.yml')) return null;
    const what = `this folder has ${markdown.length} runbooks but no service.yaml`;
    problems.push(unreadable(path, what, 'add one, see docs/config.md'));
    return null;
  }
  const loaded = await loadYaml(join(path, 'service.yaml'), ServiceFile, problems);
  const runbooks: Runbook[] = [];
  for (const name of markdown) {
    const text = keep(await readText(join(path, name), limits.markdownBytes), problems);
    if (text !== null) runbooks.push(parseRunbook(`${folder}/${name}`, text));
  }
  return { ...loaded, runbooks };
}

async function loadYaml<S extends z.ZodType>(
  path: string,
  schema: S,
  problems: Problem[],
): Promise<Loaded<z.infer<S>>> {
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

function warnOfEnding(folder: string, names: string[], stem: string, problems: Problem[]): void {
  if (!names.includes(`${stem}.yml`) || names.includes(`${stem}.yaml`)) return;
  const path = join(folder, `${stem}.yml`);
  problems.push(unreadable(path, 'the ending is .yml', `rename it ${stem}.yaml`));
}

function keep<T>(value: T | Problem, problems: Problem[]): T | null {
  if (!isProblem(value)) return value;
  problems.push(value);
  return null;
}
