import type { Target } from '../action/catalogue.ts';
import type { LateSource, LateText, PlanStage } from '../action/run.ts';
import type { Environment } from './preflight.ts';

export interface FilledStages {
  stages: PlanStage[];
  /** What was sealed: it must not be seen in any output. */
  secrets: string[];
}

/** Puts in what only the worker knows; a string is the one line that says what is missing. */
export function fillLate(
  stages: PlanStage[],
  target: Target,
  environment: Environment,
  open: (sealed: string) => string | null,
): FilledStages | string {
  const sealed = openSealed(stages, open);
  if (typeof sealed === 'string') return sealed;
  const filled: PlanStage[] = [];
  for (const { words, ...stage } of sealed.opened) {
    const argv: string[] = [];
    for (const pieces of words) {
      const found = pieces.map((piece) => lookUp(piece, target, environment));
      const missing = found.find((piece) => typeof piece === 'object');
      if (missing) return missing.problem;
      argv.push(found.join(''));
    }
    filled.push({ ...stage, argv });
  }
  return { stages: filled, secrets: sealed.secrets };
}

/** A stage whose words are text and variables of its target. */
export interface OpenedStage extends Omit<PlanStage, 'argv' | 'late'> {
  words: Piece[][];
}

export interface OpenedStages {
  opened: OpenedStage[];
  secrets: string[];
}

export type Piece = string | Variable;
export type Variable = Extract<LateSource, { environment: string }>;

/** Puts in what somebody typed as a secret, and leaves the variables to whoever knows them. */
export function openSealed(
  stages: PlanStage[],
  open: (sealed: string) => string | null,
): OpenedStages | string {
  const secrets: string[] = [];
  const opened: OpenedStage[] = [];
  for (const { argv, late = [], ...stage } of stages) {
    const words: Piece[][] = [];
    for (const [index, word] of argv.entries()) {
      const pieces = openWord(word, late.filter(ofWord(index)), open, secrets);
      if (pieces === null) return otherKey;
      words.push(pieces);
    }
    const env: Record<string, string> = {};
    for (const [name, value] of Object.entries(stage.env)) {
      const pieces = openWord(value, late.filter(ofVariable(name)), open, secrets);
      if (pieces === null) return otherKey;
      env[name] = pieces.filter((piece) => typeof piece === 'string').join('');
    }
    opened.push({ ...stage, env, words });
  }
  return { opened, secrets };
}

const otherKey =
  "the secret in it was sealed with another key: give this worker the file vault.key from the bot's RUNBELL_DATA, then ask again";

function ofWord(index: number): (late: LateText) => boolean {
  return ({ word, variable }) => variable === undefined && word === index;
}

function ofVariable(name: string): (late: LateText) => boolean {
  return ({ variable }) => variable === name;
}

function openWord(
  word: string,
  late: LateText[],
  open: (sealed: string) => string | null,
  secrets: string[],
): Piece[] | null {
  const pieces: Piece[] = [];
  let rest = 0;
  for (const { at, length, from } of late) {
    pieces.push(word.slice(rest, at));
    rest = at + length;
    if ('environment' in from) pieces.push(from);
    else {
      const secret = open(from.sealed);
      if (secret === null) return null;
      secrets.push(secret);
      pieces.push(secret);
    }
  }
  return [...pieces, word.slice(rest)].filter((piece) => piece !== '');
}

function lookUp(
  piece: Piece,
  target: Target,
  environment: Environment,
): string | { problem: string } {
  if (typeof piece === 'string') return piece;
  const name = piece.environment;
  const text = (target.env.includes(name) && environment[name]) || piece.otherwise;
  if (!text) {
    return {
      problem: `\`$${name}\` is not set on ${target.name}: set it for the worker there, or take it out of \`env\` in service.yaml to be asked for it`,
    };
  }
  // A word that begins with a dash would be an option that nobody approved.
  if (text.startsWith('-')) return { problem: `\`$${name}\` on ${target.name} begins with a dash` };
  return text;
}
