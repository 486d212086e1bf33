import { basename, relative, sep } from 'node:path';
import { digest } from '../lib/ids.ts';
import type { TeamRow } from '../runbook/classify/team-rows.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import type { DirectoryFile } from '../service/directory.ts';
import { type Found, findMarkdown, markdownName } from './find-markdown.ts';
import type { Memory } from './memory.ts';
import type { Problem } from './problems.ts';
import { unreadable } from './read.ts';
import type { ServiceFolder } from './read-services.ts';

/** A Markdown file with the service that it belongs to and the path that people are shown. */
interface Place {
  path: string;
  shown: string;
  service: string;
  /** From a source, where one file that cannot be read stops nothing. */
  foreign: boolean;
}

export interface Collected {
  /** By the name of the service. */
  runbooks: Map<string, Runbook[]>;
  /** Where each of them stands: its own name may be short. */
  paths: Map<Runbook, string>;
  /** Paths of the files that a source holds. */
  foreign: Set<string>;
  problems: Problem[];
  /** Sources that hold nothing, and files in them that cannot be read: left out, and no reason to stop. */
  notes: Problem[];
}

type Source = Exclude<DirectoryFile['runbook_sources'][number], string>;

/** Reads every runbook once. Whose list names a file first has it: the service's folder, its sources, then everybody's. */
export async function readRunbooks(
  home: string,
  folders: ServiceFolder[],
  sources: DirectoryFile['runbook_sources'],
  defaultService: string,
  memory: Memory,
  rows: readonly TeamRow[] = [],
): Promise<Collected> {
  const problems: Problem[] = [];
  const notes: Problem[] = [];
  const names = folders.flatMap(({ value }) => value?.service ?? []);
  const shared = sources.map((one): Source => (typeof one === 'string' ? { path: one } : one));
  const places: Place[] = [];
  for (const folder of folders) {
    const service = folder.value?.service ?? folder.name;
    for (const path of folder.markdown)
      places.push({ path, shown: relative(home, path), service, foreign: false });
  }
  for (const { value } of folders) {
    for (const path of value?.runbook_sources ?? [])
      places.push(...(await search({ path, service: value?.service })));
  }
  for (const source of shared.toSorted((a, b) => Number(!a.service) - Number(!b.service)))
    places.push(...(await search(source)));

  const runbooks = new Map<string, Runbook[]>();
  const paths: Collected['paths'] = new Map();
  const taken = new Set<string>();
  for (const place of places) {
    const { path, service, foreign } = place;
    const shown = taken.has(place.shown) ? path : place.shown;
    const { value, problems: wrong } = await memory.file(
      path,
      'markdown',
      (text) => ({ value: parseRunbook(shown, text, { rows }), problems: [] }),
      rows.length === 0 ? shown : `${shown} ${digest(rows)}`,
    );
    const identity = memory.identityOf(path) ?? path;
    if (taken.has(identity)) continue;
    taken.add(identity).add(shown);
    (foreign ? notes : problems).push(...wrong);
    if (value === null) continue;
    runbooks.set(service, [...(runbooks.get(service) ?? []), value]);
    paths.set(value, path);
  }
  const fromSources = places.filter(({ foreign }) => foreign).map(({ path }) => path);
  return { runbooks, paths, foreign: new Set(fromSources), problems, notes };

  async function search({ path, service }: { path: string; service?: string | undefined }) {
    const listing = await memory.listing(`source ${path}`, () => findMarkdown(path, home));
    problems.push(...listing.problems);
    if (listing.value === null) return [];
    const { base, files, closed } = listing.value;
    notes.push(...closed);
    if (files.length === 0) notes.push(empty(base));
    return files.map((file) => ({
      path: file,
      shown: shownIn(listing.value, file),
      service: service ?? serviceOf(relative(base, file), names) ?? defaultService,
      foreign: true,
    }));
  }

  function shownIn(found: Found | null, file: string): string {
    const near = relative(home, file);
    if (!near.startsWith(`..${sep}`)) return near;
    return found === null ? file : `${basename(found.base)}/${relative(found.base, file)}`;
  }
}

/** The first folder on the way that is called like a service, or the file itself. */
function serviceOf(path: string, names: string[]): string | null {
  const steps = path.split(sep).map((step) => step.replace(markdownName, '').toLowerCase());
  return steps.find((step) => names.includes(step)) ?? null;
}

function empty(base: string): Problem {
  const instead = 'put Markdown here, or take the source out of `runbook_sources`';
  return unreadable(base, 'this source holds no Markdown', instead);
}
