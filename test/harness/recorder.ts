import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RecordedCall {
  program: string;
  /** As the program was given it, its name first. */
  argv: string[];
  cwd: string;
  /** The variables that it saw. */
  env: Record<string, string>;
}

export interface RecorderPrograms extends AsyncDisposable {
  /** Put first in PATH, its programs are found before the machine's own. */
  folder: string;
  /** PATH with the folder in front. */
  path: string;
  /** Every call so far, in the order in which they began. */
  calls(): Promise<RecordedCall[]>;
  /** How the programs end from now on, and what they say before. */
  answers(exit: number, says?: string): Promise<void>;
}

/**
 * Stand-ins for programs that this machine has no engine for (`docker`, `kubectl`, `systemctl`): each writes
 * down exactly what it was called with, says what it was told to, and ends.
 */
export async function recorderPrograms(programs: string[]): Promise<RecorderPrograms> {
  const folder = await mkdtemp(join(tmpdir(), 'runbell-recorder-'));
  const record = join(folder, 'calls.jsonl');
  const answer = join(folder, 'answer.json');
  const script = join(folder, '.recorder');
  await writeFile(script, source(record, answer), { mode: 0o755 });
  await writeFile(record, '');
  await writeFile(answer, JSON.stringify({ exit: 0, says: '' }));
  for (const program of programs) await symlink(script, join(folder, program));
  return {
    folder,
    path: `${folder}:${process.env.PATH ?? ''}`,
    calls: async () =>
      (await readFile(record, 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line): RecordedCall => JSON.parse(line)),
    answers: (exit, says = '') => writeFile(answer, JSON.stringify({ exit, says })),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The first line names this very Node, so that it starts whatever PATH the target lets through. */
function source(record: string, answer: string): string {
  return `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const { basename } = require('node:path');
const program = basename(process.argv[1]);
const call = {
  program,
  argv: [program, ...process.argv.slice(2)],
  cwd: process.cwd(),
  env: { ...process.env },
};
appendFileSync(${JSON.stringify(record)}, JSON.stringify(call) + '\\n');
const { exit, says } = JSON.parse(readFileSync(${JSON.stringify(answer)}, 'utf8'));
process.stdout.write(says);
process.exitCode = exit;
`;
}
