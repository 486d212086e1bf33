import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isProblem, limits, readText, shownPath } from '../../config/read.ts';
import { finding, type LintFinding } from '../../runbook/lint/finding.ts';
import { createSource, type Source } from '../../runbook/lint/source.ts';
import { parseRunbook } from '../../runbook/parse.ts';
import type { Directory } from '../../service/directory.ts';

/** A runbook on the disk. */
export interface PlacedSource extends Source {
  /** Absolute. */
  path: string;
}

/** Every runbook of the directory with its text. What vanished since it was read is left out. */
export async function directorySources(
  home: string,
  directory: Directory,
): Promise<PlacedSource[]> {
  const sources: PlacedSource[] = [];
  for (const { service, actions, runbooks } of directory.services.values()) {
    for (const runbook of runbooks) {
      const path = await placeOf(home, runbook.file);
      const markdown = await readText(path, limits.markdownBytes);
      if (typeof markdown !== 'string') continue;
      const file = shownPath(path);
      sources.push({ path, ...createSource({ file, markdown, runbook, service, actions }) });
    }
  }
  return sources;
}

/** A runbook that no service has, or why it cannot be read. */
export async function lonelySource(path: string): Promise<PlacedSource | LintFinding> {
  const markdown = await readText(path, limits.markdownBytes);
  const file = shownPath(path);
  if (isProblem(markdown)) {
    const { what, instead: mend } = markdown;
    return finding('unreadable', file, { line: null, column: null }, what, { mend });
  }
  const runbook = parseRunbook(file, markdown);
  return { path, ...createSource({ file, markdown, runbook, service: null, actions: {} }) };
}

/** A runbook's name is relative to RUNBELL_HOME, or to where we are when it lies elsewhere. */
async function placeOf(home: string, file: string): Promise<string> {
  const below = resolve(home, file);
  return stat(below).then(
    () => below,
    () => resolve(file),
  );
}
