import { valueInCode } from '../runbook/classify/value-in-code.ts';
import { parametersIn, readTemplate } from '../runbook/template.ts';
import type { HttpRequest } from './http-request.ts';
import type { ActionParameter } from './parameter.ts';
import { type QueueOperation, queueName } from './queue-operation.ts';

/** What of an action may hold `{{name}}`. */
export interface Templated {
  parameters?: Record<string, ActionParameter> | undefined;
  run?: string[];
  dry_run?: string[] | true | 'HEAD' | undefined;
  http?: HttpRequest;
  queue?: QueueOperation;
}

/** A mistake at its place; the text says what would be right. */
export interface TemplateMistake {
  path: (string | number)[];
  message: string;
}

/** Every `{{name}}` is a parameter, every parameter is used, and none is read as a program. */
export function templateMistakes(action: Templated): TemplateMistake[] {
  const parameters = action.parameters ?? {};
  const texts = [...textsOf(action)];
  const used = new Set(texts.flatMap(({ text }) => parametersIn(text)));
  return [
    ...texts.flatMap(({ path, text }) => {
      const strange = parametersIn(text).find((name) => !Object.hasOwn(parameters, name));
      if (strange === undefined) return [];
      return [{ path, message: `names of \`parameters\`: \`${strange}\` is none of them` }];
    }),
    ...Object.keys(parameters).flatMap((name) =>
      used.has(name)
        ? []
        : [
            {
              path: ['parameters', name],
              message: `it as \`{{${name}}}\` somewhere, or take it out`,
            },
          ],
    ),
    ...inCode('run', action.run),
    ...inCode('dry_run', Array.isArray(action.dry_run) ? action.dry_run : undefined),
    ...secretMistakes(action, parameters),
  ];
}

function* textsOf(action: Templated): Generator<{ path: (string | number)[]; text: string }> {
  for (const key of ['run', 'dry_run'] as const) {
    const words = action[key];
    if (!Array.isArray(words)) continue;
    for (const [index, text] of words.entries()) yield { path: [key, index], text };
  }
  if (action.queue) {
    const key = 'list' in action.queue ? 'list' : 'stream' in action.queue ? 'stream' : 'bullmq';
    yield { path: ['queue', key], text: queueName(action.queue) };
  }
  if (!action.http) return;
  const { url, headers, form, json } = action.http;
  yield { path: ['http', 'url'], text: url };
  for (const [key, text] of Object.entries(headers ?? {}))
    yield { path: ['http', 'headers', key], text };
  for (const [key, text] of Object.entries(form ?? {})) yield { path: ['http', 'form', key], text };
  yield* leavesOf(json, ['http', 'json']);
}

function* leavesOf(
  value: unknown,
  path: (string | number)[],
): Generator<{ path: (string | number)[]; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value))
    for (const [index, one] of value.entries()) yield* leavesOf(one, [...path, index]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) yield* leavesOf(one, [...path, key]);
}

function inCode(key: 'run' | 'dry_run', words: string[] | undefined): TemplateMistake[] {
  if (words === undefined) return [];
  const stage = { argv: words.map(readTemplate), env: {}, stderr: 'keep', stdout: 'keep' } as const;
  const why = valueInCode([stage]);
  if (why === null) return [];
  const at = words.findLastIndex((word) => parametersIn(word).length > 0);
  return [{ path: [key, at], message: `a parameter as a word of its own: here ${why}` }];
}

/** Where everybody reads it, or where it is kept as a name, a secret is none. */
function secretMistakes(
  { queue, http }: Templated,
  parameters: Record<string, ActionParameter>,
): TemplateMistake[] {
  const secret = (text: string) =>
    parametersIn(text).some((name) => Object.hasOwn(parameters, name) && parameters[name]?.secret);
  const message = 'no secret here: it is shown and kept by whoever is asked';
  return [
    ...(queue && secret(queueName(queue)) ? [{ path: ['queue'], message }] : []),
    ...(http && secret(http.url) ? [{ path: ['http', 'url'], message }] : []),
  ];
}
