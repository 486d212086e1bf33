import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { Target } from '../action/catalogue.ts';
import type { PlanStage } from '../action/run.ts';

/** A stage whose program was found. */
export interface ReadyStage extends PlanStage {
  /** What is started, and what it is told it is called. */
  file: string;
  argv0: string;
  args: string[];
  cwd: string;
  /** All that the child process sees. */
  environment: Record<string, string>;
}

export type Environment = Record<string, string | undefined>;

/** Where programs are looked for when a target does not let PATH through. */
export const plainPath = '/usr/local/bin:/usr/bin:/bin';

/** Linux's MAX_ARG_STRLEN; the byte at its end is NUL. */
const longestWord = 128 * 1024;

/** Finds folder and programs before anything starts; a string is the one line that says what is wrong. */
export async function prepareStages(
  stages: PlanStage[],
  target: Target,
  environment: Environment,
): Promise<ReadyStage[] | string> {
  const cwd = resolve(target.cwd ?? '.');
  const wrongFolder = await checkFolder(cwd, target);
  if (wrongFolder) return wrongFolder;
  const ready: ReadyStage[] = [];
  for (const stage of stages) {
    const [program] = stage.argv;
    if (program === undefined) return `the command is empty (target ${target.name})`;
    const env = childEnvironment(target, environment, stage);
    const unfit = unfitWord(program, [...stage.argv, ...Object.values(env)]);
    if (unfit) return unfit;
    const found = await findProgram(program, cwd, env.PATH ?? plainPath);
    if (found.file === null) return explain(program, cwd, target, found.because);
    const start = { file: found.file, argv0: program, args: stage.argv.slice(1) };
    ready.push({ ...stage, ...start, cwd, environment: env });
  }
  if (ready.length === 0) return `the command is empty (target ${target.name})`;
  return target.nice === undefined ? ready : behindOthers(ready, target.nice, target);
}

/** By the program `nice`: set from outside, a child that is forked at once would not have it. */
async function behindOthers(
  stages: ReadyStage[],
  by: number,
  target: Target,
): Promise<ReadyStage[] | string> {
  const { file: nice } = await findProgram('nice', '/', plainPath);
  if (nice === null)
    return `\`nice\` is not installed on ${target.name}: install it, or take \`nice\` out of the target in service.yaml`;
  return stages.map((stage) => ({
    ...stage,
    file: nice,
    argv0: 'nice',
    args: ['-n', String(by), stage.file, ...stage.args],
  }));
}

/** Found out at the second stage, it would leave the first one running. */
export function unfitWord(program: string, words: string[]): string | null {
  if (words.some((word) => word.includes('\0')))
    return `an argument of \`${program}\` holds a null byte, which no program can be given`;
  if (words.some((word) => /\p{Cs}/u.test(word)))
    return `an argument of \`${program}\` holds half a character, which would reach it as another one`;
  if (words.some((word) => Buffer.byteLength(word) >= longestWord))
    return `an argument of \`${program}\` is longer than 128 kB, the most that a program can be given: put it into a file`;
  return null;
}

export async function findProgram(
  program: string,
  cwd: string,
  path: string,
): Promise<{ file: string } | { file: null; because: 'missing' | 'not-executable' }> {
  // Relative entries of PATH are left out: what runs must not depend on what lies in a folder.
  const candidates = program.includes('/')
    ? [resolve(cwd, program)]
    : path
        .split(':')
        .filter(isAbsolute)
        .map((folder) => join(folder, program));
  let because: 'missing' | 'not-executable' = 'missing';
  for (const file of candidates) {
    const found = await stat(file).catch(() => null);
    if (!found) continue;
    const executable = await access(file, constants.X_OK).then(
      () => found.isFile(),
      () => false,
    );
    if (executable) return { file };
    because = 'not-executable';
  }
  return { file: null, because };
}

function childEnvironment(
  target: Target,
  environment: Environment,
  stage: PlanStage,
): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of target.env) {
    const value = environment[name];
    if (value !== undefined) passed[name] = value;
  }
  return { ...passed, ...stage.env };
}

async function checkFolder(cwd: string, target: Target): Promise<string | null> {
  const found = await stat(cwd).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');
  if (typeof found === 'object' && found.isDirectory()) return null;
  const why =
    typeof found === 'object'
      ? 'is not a folder'
      : found === 'ENOENT'
        ? 'does not exist'
        : `cannot be entered (${found})`;
  return `the working directory ${cwd} of target ${target.name} ${why}: create it there, or correct \`cwd\` in service.yaml`;
}

function explain(
  program: string,
  cwd: string,
  target: Target,
  because: 'missing' | 'not-executable',
): string {
  if (because === 'not-executable') {
    return `\`${program}\` on ${target.name} may not be executed: make it executable (chmod +x) for the user that runs Runbell`;
  }
  return program.includes('/')
    ? `\`${program}\` does not exist in ${cwd} on ${target.name}: put it there, or correct \`cwd\` or the target in service.yaml`
    : `\`${program}\` is not installed on ${target.name}: run it where it is, or set another target in service.yaml`;
}
