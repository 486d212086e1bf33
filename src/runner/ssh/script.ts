import { readFileSync } from 'node:fs';
import type { OpenedStage, Piece, Variable } from '../late-text.ts';
import { RUN_VARIABLE } from '../process-groups.ts';
import { quoteWord } from './quote.ts';

export interface RemoteCommand {
  runId: string;
  /** Begins the lines that are meant for us; no program can guess it. */
  mark: string;
  stages: OpenedStage[];
  /** Names of the session's own variables that the command may see. */
  env: readonly string[];
  cwd: string | undefined;
  umask: string;
  nice: number | undefined;
  graceMs: number;
}

const helpers = readFileSync(new URL('remote.sh', import.meta.url), 'utf8');

/** Where programs are looked for when a target does not let PATH through. */
const plainPath = '/usr/local/bin:/usr/bin:/bin';

/**
 * What the host's /bin/sh is given to read, on its standard input. A shell reads a compound command
 * to its end before it does anything: half a script, after a broken connection, does nothing.
 */
export function remoteScript(command: RemoteCommand): string {
  return [
    '{',
    `rb_mark=${quoteWord(command.mark)}`,
    `rb_run=${quoteWord(`${RUN_VARIABLE}=${command.runId}`)}`,
    `rb_grace=${Math.ceil(command.graceMs / 1000)}`,
    helpers,
    ...asFunction('rb_prepare', preparation(command)),
    ...asFunction('rb_command', [pipelineText(command)]),
    'rb_main',
    '}\n',
  ].join('\n');
}

function asFunction(name: string, lines: string[]): string[] {
  return [`${name}() {`, ...lines, '}'];
}

/** Everything that can be wrong is found out before anything starts. */
function preparation({ cwd, umask, stages, env }: RemoteCommand): string[] {
  return [
    `umask ${umask}`,
    ...(cwd === undefined ? [] : [`CDPATH= cd -- ${quoteWord(cwd)} || rb_fail folder`]),
    ...stages.flatMap((stage, index) => [
      ...stage.words.flatMap((pieces, word) =>
        pieces.flatMap((piece, at) =>
          typeof piece === 'string' ? [] : lookUp(piece, lateName(index, word, at), env),
        ),
      ),
      `rb_path=${pathOf(stage, env)}`,
      `rb_find ${wordText(stage, index, 0)} || rb_fail "$rb_why ${index}"`,
      `rb_program_${index}=$rb_found`,
    ]),
  ];
}

function pathOf(stage: OpenedStage, env: readonly string[]): string {
  const own = stage.env.PATH;
  if (own !== undefined) return quoteWord(own);
  return env.includes('PATH') ? `\${PATH-${plainPath}}` : plainPath;
}

/** The rules of a variable in a word are the same as on the worker's own machine. */
function lookUp(
  { environment, otherwise }: Variable,
  name: string,
  env: readonly string[],
): string[] {
  const unset =
    otherwise === null ? `rb_fail 'unset ${environment}'` : `${name}=${quoteWord(otherwise)}`;
  return [
    `${name}=${env.includes(environment) ? `\${${environment}-}` : ''}`,
    `[ -n "$${name}" ] || ${unset}`,
    `case $${name} in -*) rb_fail 'dash ${environment}' ;; esac`,
  ];
}

function lateName(stage: number, word: number, at: number): string {
  return `rb_late_${stage}_${word}_${at}`;
}

function pipelineText(command: RemoteCommand): string {
  return command.stages.map((_, index) => stageText(command, index)).join(' |\n');
}

/** `env -i` takes everything away that was not let through; each stage says how it ended. */
function stageText({ stages, env, nice }: RemoteCommand, index: number): string {
  const stage = stages[index];
  if (!stage) return ':';
  const fed = stages[index - 1]?.stdout === 'keep';
  const words = [
    ...(nice === undefined ? [] : [`nice -n ${nice}`]),
    'env -i',
    ...env
      .filter((name) => !Object.hasOwn(stage.env, name))
      .map((name) => `\${${name}+"${name}=$${name}"}`),
    ...Object.entries(stage.env).map(([name, value]) => quoteWord(`${name}=${value}`)),
    '"$rb_run"',
    `"$rb_program_${index}"`,
    ...stage.words.slice(1).map((_, word) => wordText(stage, index, word + 1)),
    ...(fed ? [] : ['</dev/null']),
    ...(stage.stdout === 'discard' ? ['>/dev/null'] : []),
    { keep: '2>&3', merge: '2>&1', discard: '2>/dev/null' }[stage.stderr],
    '3>&- 4<&-',
  ];
  return `{ ${words.join(' ')}; rb_say "exit ${index} $?"; }`;
}

function wordText({ words }: OpenedStage, stage: number, word: number): string {
  const text = (piece: Piece, at: number) =>
    typeof piece === 'string' ? quoteWord(piece) : `"$${lateName(stage, word, at)}"`;
  return words[word]?.map(text).join('') || "''";
}
