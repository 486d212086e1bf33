import type { Parameter } from '../runbook/model.ts';
import type { Action } from './catalogue.ts';
import { asParameter } from './parameter.ts';
import { placeProblems } from './plan-http.ts';
import type { RunParameter } from './run.ts';
import type { FilledPiece, Problems } from './settle.ts';
import { settleValue } from './value.ts';

/** The values of an action's form, each by the name of its parameter. */
export type Settled = ReadonlyMap<string, FilledPiece>;

export function parametersOf(action: Action): Parameter[] {
  return Object.entries(action.parameters ?? {}).map(([name, spec]) => asParameter(name, spec));
}

/** Checks what was typed. A default is an offer in the form, never an answer that nobody gave. */
export function settleAction(
  action: Action,
  values: Record<string, string>,
): { pieces: Settled } | Problems {
  const given = new Map(Object.entries(values));
  const pieces = new Map<string, FilledPiece>();
  const problems = new Map<string, string>();
  for (const parameter of parametersOf(action)) {
    const settled = settleValue(parameter, given.get(parameter.name) ?? '');
    if ('problem' in settled) problems.set(parameter.name, settled.problem);
    else
      pieces.set(parameter.name, {
        from: parameter.secret ? 'secret' : 'text',
        text: settled.value,
      });
  }
  if ('http' in action)
    for (const [name, problem] of placeProblems(action.http, pieces)) problems.set(name, problem);
  return problems.size > 0 ? { problems: Object.fromEntries(problems) } : { pieces };
}

/** As they are kept with the run. */
export function recorded(
  parameters: readonly Parameter[],
  value: (name: string) => FilledPiece | undefined,
  seal: (secret: string) => string,
): RunParameter[] {
  return parameters.flatMap(({ name, title = name }): RunParameter[] => {
    const piece = value(name);
    if (piece === undefined) return [];
    return piece.from === 'secret'
      ? [{ name, title, sealed: seal(piece.text) }]
      : [{ name, title, value: piece.text }];
  });
}
