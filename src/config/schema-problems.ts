import { z } from 'zod';
import { nameOf, type Problem, quote } from './problems.ts';
import { nearest, pickFrom } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;
type Path = PropertyKey[];

/** Every way in which the file breaks its schema, each at its place and in words. */
export function schemaProblems(yaml: YamlFile, schema: z.ZodType, issues: Issue[]): Problem[] {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const flat = issues.flatMap((issue) => meant(yaml.raw, issue, []));
  const unknown = flat.filter(({ issue }) => issue.code === 'unrecognized_keys');
  const misspelt = new Set(
    unknown.flatMap(({ issue, path }) =>
      keysOf(issue).map((key) =>
        nameOf([...path, nearest(key, freeKeys(yaml, shape, path)) ?? '']),
      ),
    ),
  );
  return flat.flatMap(({ issue, path }) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey(yaml, shape, path, key));
    }
    return misspelt.has(nameOf(path)) ? [] : [wrongValue(yaml, issue, path)];
  });
}

/** The issue itself; for a union those of the branch that its author meant. */
function meant(raw: unknown, issue: Issue, base: Path): { issue: Issue; path: Path }[] {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ issue, path }];
  const misfit = (branch: Issue[]) =>
    branch.reduce((sum, inner) => {
      const missing = valueAt(raw, [...path, ...inner.path]) === undefined ? 1 : 0;
      return sum + 100 * (missing + keysOf(inner).length) + 1;
    }, 0);
  // Of two that fit as badly, the one that got further in: `[a, b]` was meant as a list.
  const depth = (branch: Issue[]) => Math.max(...branch.map((inner) => inner.path.length));
  const [best = []] = issue.errors.toSorted((a, b) => misfit(a) - misfit(b) || depth(b) - depth(a));
  return best.flatMap((inner) => meant(raw, inner, path));
}

function wrongValue(yaml: YamlFile, issue: Issue, path: Path): Problem {
  const value = valueAt(yaml.raw, path);
  if (issue.code === 'invalid_key') {
    const what = `${quote(String(path.at(-1)))} is no name for an entry of ${nameOf(path.slice(0, -1))}`;
    return problem(yaml, path, 'key', null, what, `use ${issue.issues[0]?.message}`);
  }
  if (path.length === 0 && !value) {
    return problem(
      yaml,
      path,
      'key',
      null,
      'this is empty',
      'docs/config.md shows what belongs here',
    );
  }
  if (value === undefined || value === null) {
    const what = `${nameOf(path)} is missing`;
    return problem(yaml, path, 'key', null, what, `add it: ${rightOf(issue)}`);
  }
  const name = nameOf(path) || 'the file';
  if (path[0] === 'hook_keys' || (path[0] === 'calendar_keys' && path.at(-1) === 'key')) {
    return problem(yaml, path, 'value', null, `${name} is unfit`, `use ${rightOf(issue)}`);
  }
  const shown = typeof value === 'object' ? kindOf(value) : quote(value);
  return problem(yaml, path, 'value', shown, `${name} is ${shown}`, insteadOf(issue, value));
}

function unknownKey(yaml: YamlFile, shape: unknown, path: Path, key: string): Problem {
  const full = [...path, key];
  if (keysAt(shape, path).includes(key)) {
    const written = Object.keys(Object(valueAt(yaml.raw, path)));
    const rival = rivals.find((other) => other !== key && written.includes(other));
    const what = `${nameOf(path)} has both ${rival} and ${key}`;
    return problem(yaml, full, 'key', key, what, 'keep the one that you mean');
  }
  const free = freeKeys(yaml, shape, path);
  const near = nearest(key, free);
  const instead = near ? `did you mean "${near}"?` : pickFrom(key, free, 'remove it');
  return problem(yaml, full, 'key', key, `${nameOf(full)} is no key that Runbell knows`, instead);
}

/** An action does one of the first three; a schedule is written in one of the other ways. */
const rivals = ['run', 'queue', 'http', 'ical', 'layers', 'shifts', 'people'];

/** Keys that could still be added at `path`. */
function freeKeys(yaml: YamlFile, shape: unknown, path: Path): string[] {
  const taken = Object.keys(Object(valueAt(yaml.raw, path)));
  return keysAt(shape, path).filter((key) => !taken.includes(key));
}

/** The keys that the schema has at `path`, over all branches of a union. */
function keysAt(shape: unknown, path: Path): string[] {
  const parts = path.reduce<unknown[]>(
    (here, step) => here.flatMap(branches).flatMap((part) => stepInto(part, step)),
    [shape],
  );
  return [
    ...new Set(parts.flatMap(branches).flatMap(({ properties }) => Object.keys(properties ?? {}))),
  ];
}

interface Shape {
  properties?: Record<string, unknown>;
  additionalProperties?: unknown;
  items?: unknown;
  anyOf?: unknown[];
}

function branches(shape: unknown): Shape[] {
  const part: Shape = Object(shape);
  return part.anyOf ? part.anyOf.flatMap(branches) : [part];
}

function stepInto(part: Shape, step: PropertyKey): unknown[] {
  const next = part.properties?.[String(step)] ?? part.additionalProperties ?? part.items;
  return next === undefined ? [] : [next];
}

function insteadOf(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_value') return pickFrom(String(value), issue.values.map(String));
  const wantsText =
    issue.code === 'invalid_type' && issue.expected === 'string' && isDefault(issue);
  if (wantsText && typeof value !== 'object') return `put it in quotes: "${value}"`;
  return `use ${rightOf(issue)}`;
}

/** What would be right, as the object of "use". The schema's own words come first. */
function rightOf(issue: Issue): string {
  if (!isDefault(issue)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.message;
    case 'too_small':
      return amount('at least', Number(issue.minimum), issue.origin);
    case 'too_big':
      return amount('at most', Number(issue.maximum), issue.origin);
    default:
      return issue.message;
  }
}

function isDefault(issue: Issue): boolean {
  return /^(Invalid|Too|Unrecognized) /.test(issue.message);
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
  if (origin === 'string') return `${bound} ${count} ${count === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `${bound} ${count} ${count === 1 ? 'entry' : 'entries'}`;
  return `${bound} ${count}`;
}

function kindOf(value: object): string {
  return Array.isArray(value) ? 'a list' : 'a block of keys';
}

function keysOf(issue: Issue): string[] {
  return issue.code === 'unrecognized_keys' ? issue.keys : [];
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
