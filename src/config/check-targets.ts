import { nameOf, quote } from './problems.ts';
import type { References } from './references.ts';

/** The names of the targets, the service's own first, and of those that are reached by ssh. */
export function checkTargets(file: References): { names: string[]; remote: string[] } {
  const names: string[] = [];
  const remote: string[] = [];
  for (const path of [['target'], ...file.entries(['targets'])]) {
    const name = file.text([...path, 'name']);
    if (name !== null && names.includes(name)) {
      file.wrong([...path, 'name'], 'which is taken', 'give each target its own name');
    }
    if (name !== null) names.push(name);
    const overSsh = file.at([...path, 'ssh']) !== undefined;
    if (name !== null && overSsh) remote.push(name);
    checkFolder(file, [...path, 'cwd'], overSsh);
  }
  return { names, remote };
}

/** A folder that depends on nobody's luck: of the worker's machine or, over ssh, of the host. */
function checkFolder(file: References, path: PropertyKey[], overSsh: boolean): void {
  const cwd = file.text(path);
  if (cwd === null || cwd.startsWith('/')) return;
  if (!overSsh && /^\$RUNBELL_(DATA|HOME)(\/|$)/.test(cwd)) return;
  const instead = overSsh
    ? 'begin it with /, it is a folder of the host'
    : 'begin it with /, $RUNBELL_DATA or $RUNBELL_HOME';
  const luck = overSsh ? 'where a login there begins' : 'where the bot starts';
  file.add(
    path,
    'value',
    `${nameOf(path)} is ${quote(cwd)}, which depends on ${luck}`,
    instead,
    cwd,
  );
}
