import { digest } from '../lib/ids.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import { unreachable } from '../lib/unreachable.ts';
import type { CommandStep } from '../runbook/model.ts';
import type { Target } from './catalogue.ts';
import { queueLine } from './queue-operation.ts';
import type { HttpPlan, LateSource, LateText, Plan, PlanStage, RunParameter } from './run.ts';
import { type Around, type Filled, settleStep } from './settle.ts';

/** What people see where a secret will stand. */
const DOTS = '••••••';

/** Words that a shell would not take for the name of a program. */
const reserved =
  /^(?:case|coproc|do|done|elif|else|esac|fi|for|function|if|in|select|then|time|until|while)$|=/;

/** Fills a step's parameters: each value becomes part of exactly one argv element. */
export function planStep(
  step: CommandStep,
  values: Record<string, string>,
  around: Around,
  seal: (secret: string) => string,
): Plan | Refusal {
  const settled = settleStep(step, values, around);
  if ('problems' in settled) {
    const [name, problem] = Object.entries(settled.problems)[0] ?? ['value', 'is missing'];
    return refuse('bad-parameter', `\`${name}\` ${problem}.`);
  }
  return 'refused' in settled ? settled : planOf(settled.stages, seal);
}

/** The plan of settled stages. Secrets are sealed here: from now on nobody but the worker reads them. */
export function planOf(stages: Filled[], seal: (secret: string) => string): Plan {
  return {
    kind: 'pipeline',
    stages: stages.map(({ argv, ...stage }) => {
      const late: LateText[] = [];
      const words = argv.map((pieces, word) => {
        let text = '';
        for (const piece of pieces) {
          const shown = shownAs(piece);
          if (piece.from !== 'text') {
            const from = sourceOf(piece, seal);
            late.push({ word, at: text.length, length: shown.length, from });
          }
          text += shown;
        }
        return text;
      });
      return { ...stage, argv: words, ...(late.length > 0 && { late }) };
    }),
  };
}

function sourceOf(
  piece: Exclude<Filled['argv'][number][number], { from: 'text' }>,
  seal: (secret: string) => string,
): LateSource {
  return piece.from === 'secret'
    ? { sealed: seal(piece.text) }
    : { environment: piece.text, otherwise: piece.otherwise };
}

function shownAs(piece: Filled['argv'][number][number]): string {
  if (piece.from === 'text') return piece.text;
  return piece.from === 'secret' ? DOTS : `$${piece.text}`;
}

/** What an approval is bound to: change any of it and the approval is void. */
export function fingerprintOf(
  stepHash: string,
  plan: Plan,
  target: Target,
  parameters: readonly RunParameter[] = [],
): string {
  return digest([stepHash, plan, target, parameters]);
}

/** The exact command line, quoted so that a person could paste it. */
export function commandLineOf(plan: Plan): string {
  switch (plan.kind) {
    case 'queue':
      return `${plan.dryRun ? 'dry run of ' : ''}${queueLine(plan.queue)}`;
    case 'http':
      return httpLines(plan.request);
    case 'pipeline':
      return shellLine(plan.stages);
    default:
      return unreachable(plan);
  }
}

/** The call as it is sent, its body last; what only the worker knows stands there as `$NAME`. */
function httpLines({ method, url, headers, body }: HttpPlan): string {
  return [
    `${method} ${url}`,
    ...headers.map(({ name, value }) => `${name}: ${value.text}`),
    ...(body === null ? [] : ['', body.text]),
  ].join('\n');
}

export function shellLine(stages: PlanStage[]): string {
  return stages
    .map((stage) =>
      [
        ...Object.entries(stage.env).map(([name, value]) => `${name}=${quote(value)}`),
        ...stage.argv.map((word, index) =>
          index === 0 ? quoteProgram(word) : quoteAt(stage, index),
        ),
        ...(stage.stderr === 'merge' ? ['2>&1'] : []),
        ...(stage.stderr === 'discard' ? ['2>/dev/null'] : []),
        ...(stage.stdout === 'discard' ? ['>/dev/null'] : []),
      ].join(' '),
    )
    .join(' | ');
}

/** A variable of the target is shown as one: in double quotes, where a shell would fill it in too. */
function quoteAt(stage: PlanStage, index: number): string {
  const word = stage.argv[index] ?? '';
  const late = (stage.late ?? []).filter((one) => one.word === index && one.variable === undefined);
  if (!late.some(({ from }) => 'environment' in from)) return quote(word);
  let text = '';
  let rest = 0;
  for (const { at, length, from } of late) {
    text += inDoubleQuotes(word.slice(rest, at));
    text += 'environment' in from ? variable(from) : word.slice(at, at + length);
    rest = at + length;
  }
  return `"${text}${inDoubleQuotes(word.slice(rest))}"`;
}

function variable({ environment, otherwise }: { environment: string; otherwise: string | null }) {
  return otherwise === null
    ? `\${${environment}}`
    : `\${${environment}:-${inDoubleQuotes(otherwise)}}`;
}

function inDoubleQuotes(text: string): string {
  return text.replaceAll(/["\\$`]/g, '\\$&');
}

function quoteProgram(word: string): string {
  return reserved.test(word) ? quoted(word) : quote(word);
}

function quote(word: string): string {
  // `{{name}}` stands for what is not filled in yet, and is no pattern for a shell either.
  return /^(?:[\w@%+=:,./-]|\{\{[a-z][\w-]*\}\})+$/.test(word) ? word : quoted(word);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
