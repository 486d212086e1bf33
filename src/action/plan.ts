import { digest } from '../lib/ids.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import type { Argument, CommandStep, Pipeline } from '../runbook/model.ts';
import type { Action, Target } from './catalogue.ts';
import type { Plan } from './run.ts';

const MAX_VALUE = 4096;

/** Controls, turns of writing direction, halves of characters: what is approved must be what is read. */
const invisible = /(?![\n\t])[\p{Cc}\p{Cs}\p{Bidi_Control}]/u;

/** Words that a shell would not take for the name of a program. */
const reserved =
  /^(?:case|coproc|do|done|elif|else|esac|fi|for|function|if|in|select|then|time|until|while)$|=/;

/** Fills a step's parameters: each value becomes part of exactly one argv element. */
export function planStep(step: CommandStep, values: Record<string, string>): Plan | Refusal {
  if (step.pipeline === null)
    return refuse(
      'copy-only',
      `This command can only be copied: ${step.reason ?? 'it needs a shell'}.`,
    );
  // A map, because `<constructor>` names something that every object has.
  const given = new Map(Object.entries(values));
  const filled = new Map<string, string>();
  for (const parameter of step.parameters) {
    const value = given.get(parameter.name) ?? parameter.default ?? '';
    const problem = problemWith(value);
    if (problem) return refuse('bad-parameter', `\`${parameter.name}\` ${problem}.`);
    filled.set(parameter.name, value);
  }
  return { kind: 'pipeline', stages: fill(step.pipeline, filled) };
}

export function planAction(action: Action): Plan {
  if ('queue' in action) return { kind: 'clear-queue', queue: action.queue };
  return {
    kind: 'pipeline',
    stages: [{ argv: action.run, env: {}, stderr: 'keep', stdout: 'keep' }],
  };
}

/** What an approval is bound to: change any of it and the approval is void. */
export function fingerprintOf(stepHash: string, plan: Plan, target: Target): string {
  return digest([stepHash, plan, target]);
}

/** The exact command line, quoted so that a person could paste it. */
export function commandLineOf(plan: Plan): string {
  if (plan.kind === 'clear-queue') {
    return `clear-queue ${plan.queue.bullmq} (${plan.queue.states.join(', ')}) at $${plan.queue.url}`;
  }
  return plan.stages
    .map((stage) =>
      [
        ...Object.entries(stage.env).map(([name, value]) => `${name}=${quote(value)}`),
        ...stage.argv.map((word, index) => (index === 0 ? quoteProgram(word) : quote(word))),
        ...(stage.stderr === 'merge' ? ['2>&1'] : []),
        ...(stage.stderr === 'discard' ? ['2>/dev/null'] : []),
        ...(stage.stdout === 'discard' ? ['>/dev/null'] : []),
      ].join(' '),
    )
    .join(' | ');
}

function fill(
  pipeline: Pipeline,
  values: ReadonlyMap<string, string>,
): Extract<Plan, { kind: 'pipeline' }>['stages'] {
  return pipeline.map((stage) => ({
    ...stage,
    argv: stage.argv.map((argument) => fillArgument(argument, values)),
  }));
}

function fillArgument(argument: Argument, values: ReadonlyMap<string, string>): string {
  return argument
    .map((part) => (typeof part === 'string' ? part : (values.get(part.param) ?? '')))
    .join('');
}

function problemWith(value: string): string | null {
  if (value.trim() === '') return 'is empty; type a value';
  if (value.length > MAX_VALUE) return `is longer than ${MAX_VALUE} characters`;
  if (invisible.test(value)) return 'holds an invisible character; type it by hand';
  if (value.startsWith('-')) return 'starts with `-`, which the program would read as an option';
  return null;
}

function quoteProgram(word: string): string {
  return reserved.test(word) ? quoted(word) : quote(word);
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
