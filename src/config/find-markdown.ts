import { type Dirent, readdir } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { Problem } from './problems.ts';
import { inWords, shownPath, unreadable } from './read.ts';

/** The Markdown of one source, in alphabetical order. */
export interface Found {
  /** The folder that the source names; of a glob the part before its first star. */
  base: string;
  files: string[];
  /** Folders below that could not be read. */
  closed: Problem[];
}

/** So much that no team's runbooks reach it, and so little that a slip such as `/` does no harm. */
const bounds = { files: 5000, folders: 5000, depth: 12 } as const;

export const markdownName = /\.(?:md|markdown|mdx)$/i;

/** The repository's own papers, which answer no alert. */
const papers = /(?:^|\/)(?:changelog|code_of_conduct|contributing|license|security)\.\w+$/i;

/** All Markdown of a folder, a file or a glob; a working copy of git is a folder like any other. */
export async function findMarkdown(source: string, home: string): Promise<Found | Problem> {
  const path = resolve(home, source);
  const kind = await kindOf(path);
  if (kind === 'file') return { base: join(path, '..'), files: [path], closed: [] };
  if (kind === 'folder') return search(path, '**/*', path);
  // A name with brackets is tried as a name first, since folders are called so.
  if (!isDynamicPattern(source)) return kind;
  const parts = path.split('/');
  const first = parts.findIndex((part) => isDynamicPattern(part));
  const base = parts.slice(0, first).join('/') || '/';
  const found = await kindOf(base);
  if (found === 'folder') return search(base, parts.slice(first).join('/'), path);
  return found === 'file' ? unreadable(base, 'this is no folder', 'mend the path') : found;
}

async function search(base: string, pattern: string, shown: string): Promise<Found | Problem> {
  const stop = new AbortController();
  const closed: Problem[] = [];
  let folders = 0;
  const list = (path: string, options: { withFileTypes: true }, done: Listed) => {
    folders += 1;
    if (folders > bounds.folders) stop.abort();
    readdir(path, options, (error, entries) => {
      if (error) closed.push(unreadable(path.replace(/(.)\/$/, '$1'), ...inWords(error)));
      done(error, entries ?? []);
    });
  };
  const names = await glob(pattern, {
    cwd: base,
    absolute: true,
    deep: bounds.depth,
    expandDirectories: false,
    ignore: ['**/node_modules/**'],
    caseSensitiveMatch: false,
    signal: stop.signal,
    // The only call that the search makes; `readdir` has many more shapes.
    fs: { readdir: list as unknown as typeof readdir },
  });
  const files = names.filter((name) => markdownName.test(name) && !papers.test(name)).toSorted();
  if (stop.signal.aborted) return tooMuch(shown, `more than ${bounds.folders} folders`);
  if (files.length > bounds.files) return tooMuch(shown, `${files.length} Markdown files`);
  return { base, files, closed };
}

type Listed = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void;

async function kindOf(path: string): Promise<'file' | 'folder' | Problem> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return 'folder';
    if (facts.isFile()) return 'file';
    return unreadable(path, 'this is no file and no folder', 'name a folder, a file or a glob');
  } catch (error) {
    const [what, instead] = inWords(error);
    const absent = what === 'this does not exist';
    return unreadable(path, what, absent ? mendPath : instead);
  }
}

const mendPath = 'create it, or mend the path in `runbook_sources`';

function tooMuch(path: string, what: string): Problem {
  return unreadable(path, `this holds ${what}`, `name folders further down (${shownPath(path)}/…)`);
}
