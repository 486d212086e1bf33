import { dirname, join, resolve } from 'node:path';
import type { TeamRow } from '../runbook/classify/team-rows.ts';
import { DirectoryFile } from '../service/directory.ts';
import { limits, readText, shownPath } from './read.ts';
import { parseYaml } from './yaml-file.ts';

export interface ClassRows {
  rows: readonly TeamRow[];
  /** The file whose rows could not be read, as people type it; null when all is well. */
  broken: string | null;
}

/**
 * A team's own rows for a runbook that is read by itself: of the nearest runbell.yaml in its folder or
 * above, else of `home`.
 */
export async function classRows(path: string | null, home: string): Promise<ClassRows> {
  for (const folder of path === null ? [] : foldersAbove(resolve(path))) {
    const found = await rowsOf(folder);
    if (found) return found;
  }
  return (await rowsOf(resolve(home))) ?? { rows: [], broken: null };
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

async function rowsOf(folder: string): Promise<ClassRows | null> {
  const path = join(folder, 'runbell.yaml');
  const text = await readText(path, limits.yamlBytes);
  if (typeof text !== 'string') return null;
  const yaml = parseYaml(shownPath(path), text);
  if (Array.isArray(yaml)) return { rows: [], broken: yaml[0]?.file ?? path };
  const { success, data = [] } = DirectoryFile.shape.commands.safeParse(Object(yaml.raw).commands);
  return { rows: data, broken: success ? null : yaml.file };
}
