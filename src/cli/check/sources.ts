import { classRows } from '../../config/class-rows.ts';
import { isProblem, limits, readText, shownPath } from '../../config/read.ts';
import { finding, type LintFinding } from '../../runbook/lint/finding.ts';
import { createSource, type Source } from '../../runbook/lint/source.ts';
import type { Runbook } from '../../runbook/model.ts';
import { parseRunbook } from '../../runbook/parse.ts';
import type { Directory } from '../../service/directory.ts';

/** A runbook on the disk. */
export interface PlacedSource extends Source {
  /** Absolute. */
  path: string;
}

/** Every runbook of the directory with its text. What vanished since it was read is left out. */
export async function directorySources(
  directory: Directory,
  paths: ReadonlyMap<Runbook, string>,
): Promise<PlacedSource[]> {
  const sources: PlacedSource[] = [];
  for (const { service, actions, runbooks } of directory.services.values()) {
    for (const runbook of runbooks) {
      const path = paths.get(runbook);
      const markdown = path && (await readText(path, limits.markdownBytes));
      if (!path || typeof markdown !== 'string') continue;
      const file = shownPath(path);
      sources.push({ path, ...createSource({ file, markdown, runbook, service, actions }) });
    }
  }
  return sources;
}

/** A runbook that no service has, or why it cannot be read; `home` has the class rows when its own folders have none. */
export async function lonelySource(
  path: string,
  home: string,
): Promise<PlacedSource | LintFinding> {
  const markdown = await readText(path, limits.markdownBytes);
  const file = shownPath(path);
  if (isProblem(markdown)) {
    const { what, instead: mend } = markdown;
    return finding('unreadable', file, { line: null, column: null }, what, { mend });
  }
  const { rows } = await classRows(path, home);
  const runbook = parseRunbook(file, markdown, { rows });
  return { path, ...createSource({ file, markdown, runbook, service: null, actions: {} }) };
}
