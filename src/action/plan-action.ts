import { fillTemplate, readTemplate } from '../runbook/template.ts';
import type { Action } from './catalogue.ts';
import { planOf, shellLine } from './plan.ts';
import { planHttp } from './plan-http.ts';
import { queueLine, withQueueName } from './queue-operation.ts';
import type { Plan } from './run.ts';
import type { FilledPiece } from './settle.ts';

type Pieces = ReadonlyMap<string, FilledPiece>;
type Seal = (secret: string) => string;

/** What a worker executes for an action with these values. */
export function planAction(action: Action, values: Pieces, seal: Seal): Plan {
  if ('queue' in action) return { kind: 'queue', queue: nameFilled(action.queue, values) };
  if ('http' in action)
    return { kind: 'http', request: planHttp(action.http, values, seal, numbersOf(action)) };
  return planOf([stageOf(action.run, values)], seal);
}

/** What shows what the action would do, and changes nothing; null where its executor has no such thing. */
export function planDryRun(action: Action, values: Pieces, seal: Seal): Plan | null {
  if ('queue' in action) {
    const queue = nameFilled(action.queue, values);
    return queue.operation === 'count' ? null : { kind: 'queue', queue, dryRun: true };
  }
  if (action.dry_run === undefined) return null;
  if ('http' in action) {
    const { url, headers, expect, redirects } = action.http;
    const head = { method: 'HEAD', url, headers, expect, redirects } as const;
    return { kind: 'http', request: planHttp(head, values, seal, new Set()) };
  }
  const argv = action.dry_run === true ? [...action.run, '--dry-run'] : action.dry_run;
  return planOf([stageOf(argv, values)], seal);
}

export function hasDryRun(action: Action): boolean {
  return 'queue' in action ? action.queue.operation !== 'count' : action.dry_run !== undefined;
}

/** The line as service.yaml has it, with `{{name}}` where a value will stand. */
export function actionLine(action: Action): string {
  if ('queue' in action) return queueLine(action.queue);
  if ('http' in action) return `${action.http.method} ${action.http.url}`;
  return shellLine([{ argv: action.run, env: {}, stderr: 'keep', stdout: 'keep' }]);
}

function stageOf(words: string[], values: Pieces) {
  const argv = words.map((word) =>
    readTemplate(word).map((piece): FilledPiece => {
      if (typeof piece === 'string') return { from: 'text', text: piece };
      return values.get(piece.param) ?? { from: 'text', text: '' };
    }),
  );
  return { argv, env: {}, stderr: 'keep', stdout: 'keep' } as const;
}

function nameFilled(queue: Extract<Action, { queue: unknown }>['queue'], values: Pieces) {
  return withQueueName(queue, (name) =>
    fillTemplate(name, (parameter) => values.get(parameter)?.text ?? ''),
  );
}

function numbersOf(action: Action): ReadonlySet<string> {
  const all = Object.entries(action.parameters ?? {});
  return new Set(all.flatMap(([name, { type }]) => (type === 'number' ? [name] : [])));
}
