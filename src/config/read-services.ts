import { dirname, join } from 'node:path';
import { ServiceFile } from '../service/service.ts';
import { markdownName } from './find-markdown.ts';
import type { Memory } from './memory.ts';
import type { Problem } from './problems.ts';
import { isFolder, isProblem, readFolder } from './read.ts';
import { type Loaded, readYaml } from './read-yaml.ts';

/** A folder beside runbell.yaml that holds Markdown or a service.yaml. */
export interface ServiceFolder extends Loaded<ServiceFile> {
  name: string;
  path: string;
  markdown: string[];
  problems: Problem[];
  /** Markdown without a service.yaml. */
  bare: boolean;
}

const missingService = 'add it beside the runbooks, or move them to a folder that has one';

/** The folders of the services in alphabetical order; `problems` takes what is wrong with the folders themselves. */
export async function readServices(
  home: string,
  names: string[],
  memory: Memory,
  problems: Problem[],
): Promise<ServiceFolder[]> {
  const folders: ServiceFolder[] = [];
  for (const name of withHeld(home, names, memory)) {
    if (markdownName.test(name)) continue;
    const path = join(home, name);
    const found = await isFolder(path);
    if (isProblem(found)) problems.push(found);
    const yaml = join(path, 'service.yaml');
    // A folder that cannot be reached just now is not one that was taken away.
    const kept = memory.isInForce(yaml) && (isProblem(found) || memory.held(yaml));
    if (found !== true && !kept) continue;
    const folder = await readService(path, name, memory);
    if (folder) folders.push(folder);
  }
  return folders;
}

/** Null for a folder that is no service: it holds neither service.yaml nor Markdown. */
async function readService(
  path: string,
  name: string,
  memory: Memory,
): Promise<ServiceFolder | null> {
  const listing = await memory.listing(path, () => readFolder(path));
  const names = listing.value ?? [];
  const markdown = names.filter((file) => markdownName.test(file));
  const described = names.some((file) => /^service\.ya?ml$/.test(file));
  const yaml = join(path, 'service.yaml');
  const known = memory.isInForce(yaml);
  const kept = known && (listing.problems.length > 0 || memory.held(yaml));
  if (markdown.length === 0 && !described && !kept) return null;
  const place = { folder: path, names, stem: 'service', absent: missingService };
  const answer = await readYaml(memory, place, ServiceFile);
  return {
    name,
    path,
    ...(answer.value ?? answer.draft ?? { yaml: null, value: null }),
    markdown: markdown.map((file) => join(path, file)),
    problems: [...listing.problems, ...answer.problems],
    bare: !described && !known,
  };
}

/** Those that are held in force stand here even when they are gone from the disk. */
function withHeld(home: string, names: string[], memory: Memory): string[] {
  const held = memory.inForce
    .filter((path) => path.endsWith('/service.yaml') && memory.held(path))
    .map((path) => dirname(path))
    .filter((path) => dirname(path) === home)
    .map((path) => path.slice(home.length + 1));
  return [...new Set([...names, ...held])].toSorted();
}
