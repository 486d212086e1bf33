import type { Command, CommandNode, Redirection } from 'unbash';
import type { Argument, Parameter, Pipeline, Stage } from '../model.ts';
import { takesCaps } from './caps.ts';
import type { Defined } from './defined.ts';
import { needsPerson } from './endless.ts';
import { steeringVariables } from './exported.ts';
import { Parameters } from './parameters.ts';
import { reasons } from './reasons.ts';
import { renderPipeline } from './render.ts';
import { bounded } from './rewrite.ts';
import { parseShell } from './syntax.ts';
import { readWord } from './word.ts';

export interface Reading {
  pipeline: Pipeline | null;
  /** Why it is copy-only; null when it runs. */
  reason: string | null;
  parameters: Parameter[];
  /** The line that runs, where it was given an end; null when it runs as written. */
  runsAs: string | null;
}

/** As Slack counts it: a longer one could not be shown whole beside the original. */
const MAX_REWRITE = 900;

/** A command line as argv processes, or the reason in words why only a shell can run it. */
export function readPipeline(text: string, defined: Defined = new Map()): Reading {
  const { script, broken, written } = parseShell(text);
  if (broken) return copyOnly(reasons.unreadable);
  const [statement, ...more] = script.commands;
  if (!statement) return copyOnly(reasons.unreadable);
  if (more.length > 0) return copyOnly(reasons.sequence);
  if (statement.background) return copyOnly(reasons.background);
  const { command } = statement;
  if (command.type === 'AndOr') return copyOnly(reasons.sequence);
  if (command.type === 'Pipeline' && command.prefixes.length > 0) return copyOnly(reasons.timed);
  const parameters = new Parameters(written, defined);
  const nodes = command.type === 'Pipeline' ? command.commands : [command];
  const operators = command.type === 'Pipeline' ? command.operators : [];
  const stages: Stage[] = [];
  for (const [index, node] of nodes.entries()) {
    const stage = readStage(node, parameters);
    if (typeof stage === 'string') return copyOnly(stage);
    const hidden = index < nodes.length - 1 && stage.stdout === 'discard';
    if (hidden) return copyOnly(reasons.redirect);
    stages.push(operators[index] === '|&' ? { ...stage, stderr: 'merge' } : stage);
  }
  const shows = stages[0]?.argv ?? [];
  const echoes = /^(?:echo|printf)$/.test(String(shows[0]?.[0]));
  if (echoes && shows.some((argument) => argument.some(isParameter))) {
    return copyOnly(reasons.ownVariable);
  }
  const steering = steeringVariables(defined);
  if (steering === null) return copyOnly(reasons.exported);
  const list = parameters.list();
  const read = settleEnd(stages, list);
  if (read.pipeline === null || Object.keys(steering).length === 0) return read;
  const steered = read.pipeline.map((stage) => ({ ...stage, env: { ...steering, ...stage.env } }));
  return shownAs(steered, list);
}

function settleEnd(stages: Pipeline, list: Parameter[]): Reading {
  const ended = bounded(stages, readPlain);
  if (ended && needsPerson(ended) === null) {
    if (!ended.every(({ argv }) => isLiteral(argv[0]))) return copyOnly(reasons.program);
    return shownAs(ended, list);
  }
  const person = needsPerson(stages);
  if (person) return copyOnly(person);
  return { pipeline: stages, reason: null, parameters: list, runsAs: null };
}

/** What runs is not what is written, so it has to be shown whole. */
function shownAs(pipeline: Pipeline, parameters: Parameter[]): Reading {
  const runsAs = renderPipeline(pipeline, parameters);
  const shown = runsAs.replaceAll(/[&<>]/g, '&amp;').length;
  if (shown > MAX_REWRITE) return copyOnly(reasons.longRewrite);
  return { pipeline, reason: null, parameters, runsAs };
}

function isLiteral(argument: Argument | undefined): boolean {
  return argument?.length === 1 && typeof argument[0] === 'string';
}

function isParameter(piece: Argument[number]): boolean {
  return typeof piece !== 'string' && 'param' in piece;
}

function readPlain(text: string): Pipeline | null {
  const read = readPipeline(text);
  return read.parameters.length === 0 && read.runsAs === null ? read.pipeline : null;
}

function readStage(node: CommandNode, parameters: Parameters): Stage | string {
  if (node.type !== 'Command') return reasons[node.type === 'Function' ? 'function' : 'control'];
  if (!node.name) return reasons.assignment;
  if (changesShell.has(node.name.value)) return reasons.ownShell;
  const argv: Argument[] = [];
  const before: string[] = [];
  for (const word of [node.name, ...node.args]) {
    if (word.type !== 'Word') return reasons.assignment;
    const pieces = readWord(word, parameters.written, takesCaps(before));
    const argument = parameters.argument(pieces, before);
    if (typeof argument === 'string') return argument;
    argv.push(argument);
    before.push(word.value);
  }
  if (!isLiteral(argv[0])) return reasons.program;
  if (before.some((word) => word === '...' || word === '…')) return reasons.leftOut;
  const env = readEnv(node, parameters);
  if (typeof env === 'string') return env;
  const streams = readStreams(node.redirects, parameters);
  if (typeof streams === 'string') return streams;
  return { argv, env, ...streams };
}

function readEnv(node: Command, parameters: Parameters): Record<string, string> | string {
  const env: Record<string, string> = {};
  for (const part of node.prefix) {
    if (part.type !== 'Assignment') continue;
    if (part.append || part.index || part.value.type !== 'Word') return reasons.assignment;
    const pieces = readWord(part.value, parameters.written);
    if (pieces.some((piece) => piece.kind !== 'text')) return reasons.envValue;
    env[part.name] = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
  }
  return env;
}

type Streams = Pick<Stage, 'stdout' | 'stderr'>;

function readStreams(redirects: readonly Redirection[], parameters: Parameters): Streams | string {
  const streams: Streams = { stdout: 'keep', stderr: 'keep' };
  for (const redirect of redirects) {
    if (redirect.type !== 'Redirect') return reasons.heredoc;
    const descriptor =
      redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : null;
    const pieces = redirect.target ? readWord(redirect.target, parameters.written) : [];
    const target = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '?')).join('');
    const form = `${descriptor ?? ''}${redirect.operator}${target}`;
    switch (form) {
      case '2>&1':
        // After `>/dev/null` stderr goes where stdout went: nowhere.
        streams.stderr = streams.stdout === 'discard' ? 'discard' : 'merge';
        break;
      case '2>/dev/null':
      case '2>>/dev/null':
        streams.stderr = 'discard';
        break;
      case '>/dev/null':
      case '1>/dev/null':
        if (streams.stderr === 'merge') return reasons.redirect;
        streams.stdout = 'discard';
        break;
      case '&>/dev/null':
        streams.stdout = 'discard';
        streams.stderr = 'discard';
        break;
      default:
        return redirect.operator.startsWith('<') ? reasons.input : reasons.redirect;
    }
  }
  return streams;
}

/** Built into the shell: without one there is nothing to run, and nothing would come of it. */
const changesShell = new Set(
  'cd pushd popd source . export unset alias unalias set shopt umask exec eval exit logout return declare local readonly wait jobs fg bg disown trap read history'.split(
    ' ',
  ),
);

function copyOnly(reason: string): Reading {
  return { pipeline: null, reason, parameters: [], runsAs: null };
}
