import { type Refusal, refuse } from '../lib/refusal.ts';
import { strftime, type Zone } from '../lib/strftime.ts';
import type { CommandStep, DateText, Parameter, Pipeline, Stage } from '../runbook/model.ts';
import type { Target } from './catalogue.ts';
import { settleValue } from './value.ts';

/** What a command is filled in with besides the values that were typed. */
export interface Around {
  now: Date;
  /** Names of variables that the target lets through; they are not asked for. */
  environment: readonly string[];
}

export function aroundTarget(target: Target, now: Date): Around {
  return { now, environment: target.env };
}

/** A stage with every word made of pieces whose text, or where it comes from, is settled. */
export type Filled = Omit<Stage, 'argv'> & { argv: FilledPiece[][] };

export type FilledPiece =
  | { from: 'text'; text: string }
  | { from: 'secret'; text: string }
  | { from: 'environment'; text: string; otherwise: string | null };

/** What is missing or wrong, by the name of its parameter. */
export interface Problems {
  problems: Record<string, string>;
}

/** The command of a step with its values in their places, each inside one word. */
export function settleStep(
  step: CommandStep,
  values: Record<string, string>,
  around: Around,
): { stages: Filled[]; pieces: ReadonlyMap<string, FilledPiece> } | Problems | Refusal {
  if (step.pipeline === null)
    return refuse(
      'copy-only',
      `This command can only be copied: ${step.reason ?? 'it needs a shell'}.`,
    );
  // A map, because `<constructor>` names something that every object has.
  const given = new Map(Object.entries(values));
  const pieces = new Map<string, FilledPiece>();
  const problems: [string, string][] = [];
  for (const parameter of step.parameters) {
    if (fromTarget(parameter, around)) {
      const text = parameter.environment ?? '';
      pieces.set(parameter.name, { from: 'environment', text, otherwise: parameter.default });
      continue;
    }
    const typed = given.get(parameter.name) ?? parameter.default ?? '';
    const settled = settleValue(parameter, typed);
    if ('problem' in settled) problems.push([parameter.name, settled.problem]);
    else
      pieces.set(parameter.name, {
        from: parameter.secret ? 'secret' : 'text',
        text: settled.value,
      });
  }
  if (problems.length > 0) return { problems: Object.fromEntries(problems) };
  return { stages: fill(step.pipeline, pieces, around), pieces };
}

/** The parameters that somebody must be asked for. */
export function askedFor(step: CommandStep, around: Pick<Around, 'environment'>): Parameter[] {
  return step.parameters.filter((parameter) => !fromTarget(parameter, around));
}

/** What `classify` judges: every word as it will be, what only the worker knows as unknown. */
export function judged(stages: Filled[]): Pipeline {
  return stages.map((stage) => ({
    ...stage,
    argv: stage.argv.map((pieces) =>
      pieces.map((piece) => (piece.from === 'environment' ? { param: piece.text } : piece.text)),
    ),
  }));
}

function fromTarget(parameter: Parameter, { environment }: Pick<Around, 'environment'>): boolean {
  return parameter.environment !== undefined && environment.includes(parameter.environment);
}

function fill(
  pipeline: Pipeline,
  values: ReadonlyMap<string, FilledPiece>,
  around: Around,
): Filled[] {
  return pipeline.map((stage) => ({
    ...stage,
    argv: stage.argv.map((argument) =>
      argument.map((part): FilledPiece => {
        if (typeof part === 'string') return { from: 'text', text: part };
        if ('date' in part) return { from: 'text', text: dateText(part.date, around) };
        return values.get(part.param) ?? { from: 'text', text: '' };
      }),
    ),
  }));
}

function dateText({ format, utc, offsetMs }: DateText, { now, environment }: Around): string {
  const zone: Zone = !utc && environment.includes('TZ') ? 'local' : 'utc';
  return strftime(format, new Date(now.getTime() + offsetMs), zone) ?? '';
}
