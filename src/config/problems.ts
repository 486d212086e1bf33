/** One mistake in a file or a variable, with what would be right. */
export interface Problem {
  /** Path as a person would type it, or `environment`. */
  file: string;
  line: number | null;
  column: number | null;
  /** What stands there; null when nothing does or when it is secret. */
  value: string | null;
  what: string;
  instead: string;
}

/** All mistakes as one message, in the order of the files and their lines. */
export function formatProblems(problems: Problem[]): string {
  const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`;
  const files = problems.map(({ file }) => file);
  const lines = problems
    .toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || compareLines(a, b))
    .map((problem) => `  ${placeOf(problem)}: ${problem.what}; ${problem.instead}`);
  return [
    `${count} in the configuration (docs/config.md explains every key and variable):`,
    ...lines,
  ].join('\n');
}

/** A value for a message: on one line, in quotes, cut when it is long; a token in the wrong place masked. */
export function quote(value: unknown): string {
  const text = JSON.stringify(isToken(value) ? mask(value) : value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** The part of a token that says which kind it is, `xoxb-…`; never more. */
export function mask(secret: string): string {
  return `${/^(xox[a-z]|xapp)-/.exec(secret)?.[0] ?? ''}…`;
}

/** `policies.standard.levels[0].wait`. */
export function nameOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? String(step) : `${name}.${String(step)}`;
  }, '');
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^(xox[a-z]|xapp)-./.test(value);
}

function compareLines(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function placeOf({ file, line, column }: Problem): string {
  if (line === null) return file;
  return column === null ? `${file}:${line}` : `${file}:${line}:${column}`;
}
