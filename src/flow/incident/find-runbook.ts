import { fold, situation } from '../../runbook/match/fold.ts';
import type { Match } from '../../runbook/match.ts';
import type { Procedure } from '../../runbook/model.ts';
import type { Directory } from '../../service/directory.ts';
import type { World } from '../ports.ts';

export type Found =
  | { kind: 'one'; match: Match }
  /** The name stands for all of them; `because` says how. */
  | { kind: 'several'; matches: Match[] }
  | { kind: 'none'; nearest: Match[] };

/**
 * What a name stands for: an alert, a title, a file with or without a line, a service, or one of
 * these behind the name of a service. Where several fit, those of `service` come before all others.
 */
export function findRunbook(
  { directory, matcher }: Pick<World, 'directory' | 'matcher'>,
  name: string,
  service: string | null,
): Found {
  const everything = allProcedures(directory);
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const scoped = everything.filter((one) => fold(one.service) === fold(first));
  const found =
    called(name, everything, service) ??
    (scoped.length > 0 && rest.length > 0 ? called(rest.join(' '), scoped, service) : null);
  if (found === null) return { kind: 'none', nearest: matcher.nearest(name, service) };
  const [match] = found;
  return found.length === 1 && match ? { kind: 'one', match } : { kind: 'several', matches: found };
}

/** The procedure that a button stands for; null when the runbooks have it no more. */
export function procedureAt(
  { services }: Directory,
  place: { service: string; file: string; procedure: string },
): Procedure | null {
  const runbooks = services.get(place.service)?.runbooks ?? [];
  const runbook = runbooks.find(({ file }) => file === place.file);
  return runbook?.procedures.find(({ id }) => id === place.procedure) ?? null;
}

function allProcedures({ services }: Directory): Match[] {
  return [...services.values()].flatMap(({ service, runbooks }) =>
    runbooks.flatMap(({ file, procedures }) =>
      procedures.map((procedure) => ({ service, file, procedure, score: 1, because: '' })),
    ),
  );
}

/** The first way of naming under which anything is found. */
function called(name: string, all: Match[], service: string | null): Match[] | null {
  const key = fold(name);
  if (key === '') return null;
  for (const { because, holds } of waysToName) {
    const found = all.filter((one) => holds(one, key, name.trim()));
    const here = found.filter((one) => one.service === service);
    const matches = here.length > 0 ? here : found;
    if (matches.length > 0) return matches.map((match) => ({ ...match, because }));
  }
  return null;
}

interface WayToName {
  because: string;
  holds(match: Match, key: string, name: string): boolean;
}

const waysToName: readonly WayToName[] = [
  { because: 'alert name', holds: ({ procedure }, key) => isOneOf(procedure.alerts, key) },
  {
    because: 'title',
    holds: ({ procedure: { title } }, key) => isOneOf([title, situation(title)], key),
  },
  { because: 'file and line', holds: (match, _key, name) => isAtLine(match, name) },
  { because: 'file', holds: ({ file }, _key, name) => isFile(file, name) },
  { because: 'service', holds: ({ service }, key) => fold(service) === key },
  {
    because: 'part of the title',
    holds: ({ procedure }, key) => key.length > 3 && fold(procedure.title).includes(key),
  },
];

function isOneOf(names: string[], key: string): boolean {
  return names.some((name) => fold(name) === key);
}

/** `operations.md:120`, as every procedure says where it stands. */
function isAtLine({ file, procedure }: Match, name: string): boolean {
  const [, path = '', digits = ''] = /^(.+):(\d{1,6})$/.exec(name) ?? [];
  const at = Number(digits);
  return isFile(file, path) && procedure.startLine <= at && at <= procedure.endLine;
}

/** The whole path, or its last part with or without the ending. */
function isFile(file: string, name: string): boolean {
  const [own, asked] = [file.toLowerCase(), name.toLowerCase()];
  const last = own.split('/').at(-1) ?? own;
  return asked !== '' && [own, last, last.replace(/\.\w+$/, '')].includes(asked);
}
