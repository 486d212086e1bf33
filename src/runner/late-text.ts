import type { Target } from '../action/catalogue.ts';
import type { LateText, PlanStage } from '../action/run.ts';
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
  const secrets: string[] = [];
  const filled: PlanStage[] = [];
  for (const { late = [], ...stage } of stages) {
    const argv = [...stage.argv];
    // From the end, so that what is put in does not move the places before it.
    for (const one of late.toReversed()) {
      const found = sourceOf(one, target, environment, open);
      if ('problem' in found) return found.problem;
      if (found.secret) secrets.push(found.text);
      const word = argv[one.word] ?? '';
      argv[one.word] = word.slice(0, one.at) + found.text + word.slice(one.at + one.length);
    }
    filled.push({ ...stage, argv });
  }
  return { stages: filled, secrets };
}

function sourceOf(
  { from }: LateText,
  target: Target,
  environment: Environment,
  open: (sealed: string) => string | null,
): { text: string; secret: boolean } | { problem: string } {
  if ('sealed' in from) {
    const text = open(from.sealed);
    if (text !== null) return { text, secret: true };
    return {
      problem: `the secret in it was sealed with another key: give this worker the file vault.key from the bot's RUNBELL_DATA, then ask again`,
    };
  }
  const name = from.environment;
  const value = target.env.includes(name) ? environment[name] : undefined;
  const text = value || from.otherwise;
  if (!text) {
    return {
      problem: `\`$${name}\` is not set on ${target.name}: set it for the worker there, or take it out of \`env\` in service.yaml to be asked for it`,
    };
  }
  // A word that begins with a dash would be an option that nobody approved.
  if (text.startsWith('-')) return { problem: `\`$${name}\` on ${target.name} begins with a dash` };
  return { text, secret: false };
}
