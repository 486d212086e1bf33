import { stat } from 'node:fs/promises';
import { digest } from '../lib/ids.ts';
import type { Problem } from './problems.ts';
import { isProblem, limits, readText } from './read.ts';

export interface Answer<T> {
  /** The newest version that is sound; null when there never was one. */
  value: T | null;
  /** What is wrong with the version that stands there now. */
  problems: Problem[];
  /** That version as far as it can be understood, while there is no sound one. */
  draft?: T | null;
}

/** What a file or a listing said when it was last looked at. */
interface Entry extends Answer<unknown> {
  stamp: string;
  hash: string;
  writtenAt: Date | null;
  identity: string | null;
}

const bare = { stamp: '', writtenAt: null, identity: null };

/** A file system may keep times in whole seconds: what was written just now may change unseen. */
const YOUNG_MS = 2000;

const sizes = {
  yaml: limits.yamlBytes,
  markdown: limits.markdownBytes,
  calendar: limits.calendarBytes,
} as const;

/**
 * Remembers what was read, so that an unchanged file is neither read nor parsed again, and what is in
 * force, so that a file that breaks keeps its last good version.
 */
export class Memory {
  /** Files that are taken as they are in force, whatever stands in them now. */
  held: (path: string) => boolean = () => false;
  readonly #latest = new Map<string, Entry>();
  readonly #inForce = new Map<string, Entry>();
  readonly #seen = new Set<string>();
  readonly #changed = new Set<string>();
  #revision = 0;

  /** A text file as `parse` understands it; what parsing needs besides the text stands in `key`. */
  async file<T>(
    path: string,
    kind: keyof typeof sizes,
    parse: (text: string) => Answer<T>,
    key = '',
  ): Promise<Answer<T>> {
    if (this.held(path) && this.#inForce.has(path)) return this.#answer<T>(path);
    const known = this.#latest.get(path);
    const { times, writtenAt, identity } = await stampOf(path);
    const stamp = `${times} ${key}`;
    const young = writtenAt !== null && Date.now() - writtenAt.getTime() < YOUNG_MS;
    if (known?.stamp === stamp && !young) return this.#answer<T>(path);
    const text = await readText(path, sizes[kind]);
    const hash = digest([key, text]);
    const answer = known?.hash === hash ? known : read(text, parse);
    return this.#put<T>(path, { ...answer, stamp, hash, writtenAt, identity });
  }

  /** Names in a folder, or whatever else has no text; when it fails, what is in force goes on. */
  async listing<T>(name: string, look: () => Promise<T | Problem>): Promise<Answer<T>> {
    const found = await look();
    return this.#put<T>(name, {
      ...bare,
      ...(isProblem(found) ? broken(found) : { value: found, problems: [] }),
      hash: digest(found),
    });
  }

  /** A file that should be there and is not. */
  missing<T>(path: string, problem: Problem): Answer<T> {
    return this.#put<T>(path, { ...bare, ...broken(problem), hash: digest(problem) });
  }

  /** One look at everything: what it did not ask for is forgotten. Tells how often anything changed so far. */
  async look<T>(look: () => Promise<T>): Promise<{ found: T; revision: number }> {
    this.#seen.clear();
    const found = await look();
    for (const path of this.#latest.keys()) {
      if (this.#seen.has(path)) continue;
      this.#latest.delete(path);
      this.#note(path);
    }
    return { found, revision: this.#revision };
  }

  /** From now on what is sound and not held is in force, but for the files of `except`. Returns what changed. */
  commit(except: (path: string) => boolean = () => false): string[] {
    for (const [path, entry] of this.#latest) {
      if (entry.value !== null && !this.held(path) && !except(path)) this.#inForce.set(path, entry);
    }
    for (const path of this.#inForce.keys()) {
      if (!this.#latest.has(path) && !this.held(path)) this.#inForce.delete(path);
    }
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  /** When the version in force was written; null when there is none. */
  writtenAt(path: string): Date | null {
    return this.#inForce.get(path)?.writtenAt ?? null;
  }

  /** The same for two paths that lead to one file; null when that is not known. */
  identityOf(path: string): string | null {
    return this.#latest.get(path)?.identity ?? this.#inForce.get(path)?.identity ?? null;
  }

  get inForce(): string[] {
    return [...this.#inForce.keys()];
  }

  isInForce(path: string): boolean {
    return this.#inForce.has(path);
  }

  get files(): number {
    return this.#latest.size;
  }

  get size(): number {
    return this.#latest.size + this.#inForce.size + this.#changed.size;
  }

  #put<T>(path: string, entry: Entry): Answer<T> {
    if (this.#latest.get(path)?.hash !== entry.hash) this.#note(path);
    this.#latest.set(path, entry);
    return this.#answer<T>(path);
  }

  #note(path: string): void {
    this.#revision += 1;
    this.#changed.add(path);
  }

  /** Every reader of a path asks for the same kind of thing, hence the cast. */
  #answer<T>(path: string): Answer<T> {
    this.#seen.add(path);
    const [latest, inForce] = [this.#latest.get(path), this.#inForce.get(path)];
    const held = inForce !== undefined && this.held(path);
    return {
      value: ((held ? null : latest?.value) ?? inForce?.value ?? null) as T | null,
      problems: held ? [] : (latest?.problems ?? []),
      draft: (inForce ? null : (latest?.draft ?? null)) as T | null,
    };
  }
}

function read<T>(text: string | Problem, parse: (text: string) => Answer<T>): Answer<T> {
  return isProblem(text) ? broken(text) : parse(text);
}

function broken(problem: Problem): Answer<never> {
  return { value: null, problems: [problem] };
}

/** Changes with each new version, the replaced file included. */
async function stampOf(path: string) {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs, mtime } = await stat(path);
    const times = [dev, ino, size, mtimeMs, ctimeMs].join();
    return { times, writtenAt: mtime, identity: `${dev} ${ino}` };
  } catch {
    return { times: 'none', writtenAt: null, identity: null };
  }
}
