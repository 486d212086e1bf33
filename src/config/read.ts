import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Problem } from './problems.ts';

/** Far above any real file, and small enough to read a thousand of them. */
export const limits = {
  yamlBytes: 256 * 1024,
  markdownBytes: 1024 * 1024,
  calendarBytes: 2 * 1024 * 1024,
  entries: 1000,
} as const;

/** A whole UTF-8 file of bounded size, or why it cannot be had. */
export async function readText(path: string, maxBytes: number): Promise<string | Problem> {
  try {
    const facts = await stat(path);
    // Opening a pipe or a device could wait for ever.
    if (!facts.isFile()) return unreadable(path, 'this is no file', 'put a file here or remove it');
    if (facts.size > maxBytes) {
      const size = `${Math.ceil(facts.size / 1024)} kB`;
      return unreadable(path, `this has ${size}`, `keep it below ${maxBytes / 1024} kB`);
    }
    const bytes = await readFile(path);
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError)
      return unreadable(path, 'this is not UTF-8 text', 'save it as UTF-8');
    return unreadable(path, ...inWords(error));
  }
}

/** Editors of Windows save UTF-16, and say so in the first two bytes. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The names in a folder in alphabetical order, hidden ones left out. */
export async function readFolder(path: string): Promise<string[] | Problem> {
  try {
    if (!(await stat(path)).isDirectory()) {
      return unreadable(path, 'this is no folder', 'use a folder that holds runbell.yaml');
    }
    const names = (await readdir(path)).filter((name) => !name.startsWith('.')).toSorted();
    if (names.length <= limits.entries) return names;
    const what = `this holds ${names.length} entries`;
    return unreadable(path, what, `keep it below ${limits.entries}`);
  } catch (error) {
    return unreadable(path, ...inWords(error));
  }
}

/** Whether a name leads to a folder; a symbolic link that leads nowhere or in circles is a problem. */
export async function isFolder(path: string): Promise<boolean | Problem> {
  try {
    return (await stat(await realpath(path))).isDirectory();
  } catch (error) {
    return unreadable(path, ...inWords(error));
  }
}

export function isProblem<T>(value: T | Problem): value is Problem {
  return typeof value === 'object' && value !== null && 'instead' in value;
}

export function unreadable(path: string, what: string, instead: string): Problem {
  return { file: shownPath(path), line: null, column: null, value: null, what, instead };
}

/** As a person in the current folder would type it. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  const outside =
    near === '' || near === '..' || near.startsWith(join('..', sep)) || isAbsolute(near);
  return outside ? path : near.split(sep).join('/');
}

/** A fault of the file system for people. */
export function inWords(error: unknown): [what: string, instead: string] {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return [
        'this does not exist',
        'create it, or set RUNBELL_HOME to the folder of runbell.yaml',
      ];
    case 'EACCES':
    case 'EPERM':
      return ['the bot may not read this', 'give its user the right to read it'];
    case 'ELOOP':
      return ['this symbolic link leads in a circle', 'point it to a folder or remove it'];
    case 'ENOTDIR':
      return ['a part of this path is no folder', 'mend the path'];
    default:
      return [`this cannot be read (${code ?? String(error)})`, 'look at the disk and try again'];
  }
}
