import { Label } from '../action/catalogue.ts';
import { Fault } from '../lib/fault.ts';
import type { Directory } from '../service/directory.ts';
import { allTargets } from '../targets.ts';

/** `all`, `none`, or names separated by commas, each of which some service.yaml has. */
export function targetList(text: string, directory: Directory): 'all' | string[] {
  if (text === 'all') return 'all';
  if (text === 'none') return [];
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const known = allTargets(directory);
  const unknown = names.filter((name) => !known.includes(name));
  if (names.length > 0 && unknown.length === 0) return names;
  const wrong =
    names.length === 0
      ? 'names no target'
      : `names ${unknown.map((name) => `"${name}"`).join(', ')}, which no service.yaml has`;
  throw new Fault(
    'config-invalid',
    `--targets ${wrong}; use one or more of ${known.join(', ')}, separated by commas`,
  );
}

/** Names separated by commas, written as service.yaml writes them. */
export function labelList(text: string): string[] {
  const labels = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const wrong = labels.find((label) => !Label.safeParse(label).success);
  if (wrong === undefined) return [...new Set(labels)];
  throw new Fault(
    'config-invalid',
    `--labels names "${wrong}"; use lower-case letters, digits and -, up to 20 characters each, separated by commas`,
  );
}
