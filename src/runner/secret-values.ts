import type { Directory } from '../service/directory.ts';

const secretName = /token|secret|password|passwd|pwd|api_?key|private|credential/i;
const SHORTEST = 6;

/** Values that must never be seen in an output: of variables named like secrets, of hook keys, of passwords in URLs. */
export function secretValues(env: NodeJS.ProcessEnv, directory: Directory): string[] {
  const named = Object.entries(env).flatMap(([name, value]) =>
    value && secretName.test(name) ? [value] : [],
  );
  const passwords = Object.values(env).flatMap((value) => passwordIn(value ?? ''));
  const values = [...named, ...passwords, ...directory.hookKeys.keys()];
  return [...new Set(values)].filter((value) => value.length >= SHORTEST && value !== 'practice');
}

function passwordIn(text: string): string[] {
  if (!URL.canParse(text)) return [];
  const { password } = new URL(text);
  return password ? [password, decodeURIComponent(password)] : [];
}
