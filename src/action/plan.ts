import { digest } from '../lib/ids.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import type { Argument, CommandStep, Pipeline } from '../runbook/model.ts';
import type { Action, Target } from './catalogue.ts';
import type { Plan } from './run.ts';

const MAX_VALUE = 4096;

/** Fills a step's parameters: each value becomes part of exactly one argv element. */
export function planStep(step: CommandStep, values: Record<string, string>): Plan | Refusal {
  if (step.pipeline === null)
    return refuse(
      'copy-only',
      `This command can only be copied: ${step.reason ?? 'it needs a shell'}.`,
    );
  for (const parameter of step.parameters) {
    const value = values[parameter.name] ?? parameter.default ?? '';
    const problem = problemWith(value);
    if (problem) return refuse('bad-parameter', `\`${parameter.name}\` ${problem}.`);
  }
  const filled = {
    ...Object.fromEntries(step.parameters.map((p) => [p.name, p.default ?? ''])),
    ...values,
  };
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
        ...stage.argv.map(quote),
        ...(stage.stderr === 'merge' ? ['2>&1'] : []),
        ...(stage.stderr === 'discard' ? ['2>/dev/null'] : []),
        ...(stage.stdout === 'discard' ? ['>/dev/null'] : []),
      ].join(' '),
    )
    .join(' | ');
}

function fill(
  pipeline: Pipeline,
  values: Record<string, string>,
): Extract<Plan, { kind: 'pipeline' }>['stages'] {
  return pipeline.map((stage) => ({
    ...stage,
    argv: stage.argv.map((argument) => fillArgument(argument, values)),
  }));
}

function fillArgument(argument: Argument, values: Record<string, string>): string {
  return argument
    .map((part) => (typeof part === 'string' ? part : (values[part.param] ?? '')))
    .join('');
}

function problemWith(value: string): string | null {
  if (value.trim() === '') return 'is empty; type a value';
  if (value.length > MAX_VALUE) return `is longer than ${MAX_VALUE} characters`;
  if (value.includes('\0')) return 'holds a NUL character';
  if (value.startsWith('-')) return 'starts with `-`, which the program would read as an option';
  return null;
}

function quote(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
