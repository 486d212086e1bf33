import { z } from 'zod';
import { type Problem, quote } from './problems.ts';
import { nearest, useOneOf } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;
type Path = PropertyKey[];

/** Every way in which the file breaks its schema, each at its place and in words. */
export function schemaProblems(yaml: YamlFile, schema: z.ZodType, issues: Issue[]): Problem[] {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return issues.flatMap((issue) => translate(yaml, shape, issue, []));
}

function translate(yaml: YamlFile, shape: unknown, issue: Issue, base: Path): Problem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    return bestBranch(issue.errors).flatMap((inner) => translate(yaml, shape, inner, path));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(yaml, shape, path, key));
  }
  if (issue.code === 'invalid_key') {
    const rule = issue.issues[0]?.message ?? 'another name';
    const what = `${quote(String(path.at(-1)))} is no name for an entry of ${name(path.slice(0, -1))}`;
    return [problem(yaml, path, 'key', null, what, `use ${rule}`)];
  }
  const value = valueAt(yaml.raw, path);
  if (value === undefined || value === null) {
    const instead = `add it: ${rule(issue, undefined)}`;
    return [problem(yaml, path, 'key', null, `${name(path)} is missing`, instead)];
  }
  if (path[0] === 'hook_keys') {
    return [
      problem(yaml, path, 'value', null, `${name(path)} is unfit`, `use ${rule(issue, value)}`),
    ];
  }
  const instead =
    issue.code === 'invalid_value'
      ? useOneOf(String(value), issue.values.map(String))
      : `use ${rule(issue, value)}`;
  const shown = typeof value === 'object' ? kindOf(value) : quote(value);
  return [problem(yaml, path, 'value', String(value), `${name(path)} is ${shown}`, instead)];
}

/** The branch that fits best is the one its author meant: the one with the fewest mistakes. */
function bestBranch(branches: Issue[][]): Issue[] {
  return branches.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function unknownKey(yaml: YamlFile, shape: unknown, path: Path, key: string): Problem {
  const known = keysAt(shape, path);
  const beside = Object.keys(Object(valueAt(yaml.raw, path)));
  const full = [...path, key];
  if (known.includes(key)) {
    const rival = beside.find((other) => other !== key && ['run', 'queue'].includes(other));
    const what = `${name(path)} has both ${rival} and ${key}`;
    return problem(yaml, full, 'key', key, what, 'keep the one that the action should do');
  }
  const what = `${name(full)} is no key that Runbell knows`;
  const free = known.filter((candidate) => !beside.includes(candidate));
  const near = nearest(key, known);
  const instead = near ? `did you mean "${near}"?` : useOneOf(key, free, 'remove it');
  return problem(yaml, full, 'key', key, what, instead);
}

/** The keys that the schema has at `path`, over all branches of a union. */
function keysAt(shape: unknown, path: Path): string[] {
  let here = [shape];
  for (const step of path) here = here.flatMap(branches).flatMap((part) => stepInto(part, step));
  return [
    ...new Set(here.flatMap(branches).flatMap((part) => Object.keys(Object(part.properties)))),
  ];
}

type Part = {
  properties?: object;
  additionalProperties?: unknown;
  items?: unknown;
  anyOf?: unknown[];
};

function branches(shape: unknown): Part[] {
  const part: Part = Object(shape);
  return part.anyOf ? part.anyOf.flatMap(branches) : [part];
}

function stepInto(part: Part, step: PropertyKey): unknown[] {
  const named = Object.entries(part.properties ?? {}).find(([key]) => key === String(step))?.[1];
  return [named ?? part.additionalProperties ?? part.items].filter((next) => next !== undefined);
}

/** What would be right, as the object of "use". */
function rule(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.message;
    case 'too_small':
      return amount('at least', Number(issue.minimum), issue.origin);
    case 'too_big':
      return amount('at most', Number(issue.maximum), issue.origin);
    case 'invalid_value':
      return useOneOf(String(value), issue.values.map(String)).replace(/^use /, '');
    default:
      return issue.message;
  }
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
};

function amount(bound: string, count: number, origin: string): string {
  const unit = { string: 'character', array: 'entry' }[origin];
  if (unit === undefined) return `${bound} ${count}`;
  const plural = unit === 'entry' ? 'entries' : `${unit}s`;
  return `${bound} ${count} ${count === 1 ? unit : plural}`;
}

function kindOf(value: object): string {
  return Array.isArray(value) ? 'a list' : 'a block of keys';
}

function name(path: Path): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.');
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce((value, step) => Object(value)[step], raw);
}

function problem(
  yaml: YamlFile,
  path: Path,
  which: 'key' | 'value',
  value: string | null,
  what: string,
  instead: string,
): Problem {
  return { file: yaml.file, ...yaml.place(path, which), value, what, instead };
}
