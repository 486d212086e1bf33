import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Directory } from '../service/directory.ts';
import { markdownName } from './find-markdown.ts';
import { type Reading, readDirectory } from './load.ts';
import { Memory } from './memory.ts';
import type { Problem } from './problems.ts';
import { shownPath } from './read.ts';

/** The files below RUNBELL_HOME and its sources through the life of a process. */
export interface Config {
  /** The first look. With a problem, nothing of it is in force. */
  first(): Promise<{ directory: Directory; problems: Problem[]; notes: Problem[] }>;
  /** Looks again; null when nothing has changed since. */
  again(): Promise<Change | null>;
  /** How many files and folders one look reads. */
  files(): number;
  /** Readings that are kept in memory. */
  size(): number;
}

export interface Change {
  /** What is in force now; null to go on with what was. */
  directory: Directory | null;
  /** Files that were edited, added or taken away, but for the broken ones. */
  changed: string[];
  /** All that is wrong now, new or old. */
  broken: Broken[];
}

export interface Broken extends Problem {
  /** When the version that stays in force was written; null when there is none. */
  keptFrom: Date | null;
}

/** An editor that writes a file in two goes, or git that writes many, is let finish. */
const SETTLE_MS = 150;
const SETTLE_TRIES = 10;

const noFile = () => false;

export function openConfig(home: string, env: NodeJS.ProcessEnv, settleMs = SETTLE_MS): Config {
  const memory = new Memory();
  let seen = 0;

  async function look(): Promise<Reading> {
    const { found, revision } = await memory.look(() => readDirectory(home, env, memory));
    seen = revision;
    return found;
  }

  return {
    first: async () => {
      const { directory, broken, conflicts, notes } = await look();
      const problems = [...broken, ...conflicts];
      if (problems.length === 0) memory.commit();
      return { directory, problems, notes };
    },
    again: async () => {
      const before = seen;
      let reading = await look();
      if (seen === before) return null;
      for (let tries = 0; tries < SETTLE_TRIES; tries += 1) {
        const last = seen;
        await delay(settleMs);
        reading = await look();
        if (seen === last) break;
      }
      return takeOver(home, env, memory, reading);
    },
    files: () => memory.files,
    size: () => memory.size,
  };
}

/**
 * Puts in force what is sound. A broken file was replaced by its last good version while reading; files
 * that contradict each other go back to the last versions that fitted together, as few as will do.
 */
async function takeOver(
  home: string,
  env: NodeJS.ProcessEnv,
  memory: Memory,
  first: Reading,
): Promise<Change> {
  const kept = first.notes.filter(({ file }) => memory.writtenAt(resolve(file)) !== null);
  const broken = [...first.broken, ...first.conflicts, ...kept].map((problem) => ({
    ...problem,
    keptFrom: memory.writtenAt(resolve(problem.file)),
  }));
  let reading = first;
  const named = filesOf(first.conflicts);
  for (const hold of [(path: string) => named.has(shownPath(path)), isYaml]) {
    if (reading.conflicts.length === 0) break;
    memory.held = hold;
    reading = await readDirectory(home, env, memory);
  }
  const unfit = filesOf(reading.conflicts);
  if (unfit.size > 0) reading = await readDirectory(home, env, memory, unfit);
  const { directory } = reading;
  const usable = isUsable(directory);
  const changed = usable ? memory.commit((path) => unfit.has(shownPath(path))) : [];
  memory.held = noFile;
  const wrong = filesOf(broken);
  return {
    directory: usable ? directory : null,
    changed: changed
      .filter((path) => isYaml(path) || markdownName.test(path))
      .map(shownPath)
      .filter((file) => !wrong.has(file)),
    broken,
  };
}

/** Whether every alert finds a service, and every service its policy. */
function isUsable({ services, default_service: standard, policies }: Directory): boolean {
  return (
    services.has(standard) &&
    [...services.values()].every(({ escalation }) => Object.hasOwn(policies, escalation))
  );
}

function filesOf(problems: Problem[]): Set<string> {
  return new Set(problems.map(({ file }) => file));
}

function isYaml(path: string): boolean {
  return path.endsWith('.yaml');
}
