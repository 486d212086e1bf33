import { z } from 'zod';
import type { Parameter, ParameterType } from '../runbook/model.ts';
import { keptWords } from '../runbook/template.ts';
import { readPattern } from './pattern.ts';
import { settleValue } from './value.ts';

const nameError = {
  error: 'a name of lower-case letters, digits, - and _, up to 40 characters',
};
const ParameterName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, nameError)
  .refine((name) => !keptWords.includes(name), nameError);

/** What an action asks for. A string's whole value must match its pattern. */
const ActionParameter = z
  .strictObject({
    title: z.string().min(1).max(60).optional(),
    type: z.enum(['string', 'number', 'choice']).default('string'),
    pattern: z.string().min(1).max(200).optional(),
    min: z.number().min(0).max(1e12).optional(),
    /** Of a number the largest, of a string the longest. */
    max: z.number().min(0).max(1e12).optional(),
    integer: z.boolean().optional(),
    values: z.array(z.string().min(1).max(75)).min(1).max(100).optional(),
    /** The label or annotation of the alert that the form opens with. */
    from: z
      .string()
      .regex(/^label \S{1,100}$/, { error: '`label` and its name: label namespace' })
      .optional(),
    default: z.union([z.string(), z.number()], { error: 'a text or a number' }).optional(),
    /** Sealed as soon as it is typed, and shown to nobody. */
    secret: z.boolean().default(false),
  })
  .superRefine((parameter, context) => {
    const [key, message] = mistakeIn(parameter) ?? [];
    if (key) context.addIssue({ code: 'custom', path: [key], message });
  });
export type ActionParameter = z.infer<typeof ActionParameter>;

export const ActionParameters = z
  .record(ParameterName, ActionParameter)
  .refine((all) => Object.keys(all).length <= 20, 'at most 20 of them');

/** As the form asks for it and `settleValue` checks it. */
export function asParameter(name: string, spec: ActionParameter): Parameter {
  return {
    name,
    written: `{{${name}}}`,
    default: spec.default === undefined ? null : String(spec.default),
    secret: spec.secret,
    type: typeOf(spec),
    ...(spec.title !== undefined && { title: spec.title }),
    ...(spec.from !== undefined && {
      labels: [spec.from.slice('label '.length)],
      alertFirst: true,
    }),
  };
}

function typeOf({ type, pattern, min, max, integer, values }: ActionParameter): ParameterType {
  switch (type) {
    case 'string':
      return { kind: 'text', ...(pattern !== undefined && { pattern }), max: max ?? 200 };
    case 'number':
      return {
        kind: 'number',
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
        ...(integer !== undefined && { integer }),
      };
    case 'choice':
      return { kind: 'choice', options: values ?? [] };
  }
}

const keysOf = {
  string: ['pattern', 'max'],
  number: ['min', 'max', 'integer'],
  choice: ['values'],
} as const satisfies Record<ActionParameter['type'], readonly string[]>;

/** The key that is wrong, and what would be right. */
function mistakeIn(spec: ActionParameter): [key: keyof ActionParameter, right: string] | null {
  const own: readonly string[] = keysOf[spec.type];
  const foreign = (['pattern', 'min', 'max', 'integer', 'values'] as const).find(
    (key) => spec[key] !== undefined && !own.includes(key),
  );
  if (foreign) {
    const others = Object.keys(keysOf).filter((type) =>
      (keysOf[type as ActionParameter['type']] as readonly string[]).includes(foreign),
    );
    return [foreign, `it with \`type: ${others.join('` or `')}\` only`];
  }
  if (spec.type === 'choice' && spec.values === undefined)
    return ['values', 'what can be chosen: [blue, green]'];
  if (spec.pattern !== undefined) {
    const problem = readPattern(spec.pattern);
    if (typeof problem === 'string') return ['pattern', `a regular expression of RE2: ${problem}`];
  }
  if (spec.type === 'string' && (spec.max ?? 1) < 1) return ['max', 'at least 1'];
  if (spec.type === 'string' && (spec.max ?? 1) > 4096) return ['max', 'at most 4096'];
  if ((spec.min ?? 0) > (spec.max ?? 1e12)) return ['max', 'at least `min`'];
  if (spec.secret && spec.type !== 'string') return ['secret', 'it with `type: string` only'];
  if (spec.secret && spec.from !== undefined)
    return ['from', 'no label for a secret: everybody reads those'];
  if (spec.default === undefined) return null;
  if (spec.secret) return ['default', 'no default for a secret: this file is read by many'];
  const settled = settleValue(asParameter('x', spec), String(spec.default));
  return 'problem' in settled ? ['default', `another one: it ${settled.problem}`] : null;
}
