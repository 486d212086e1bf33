import { setTimeout as delay } from 'node:timers/promises';
import { execa, type Options, type ResultPromise } from 'execa';
import { cutOff, readToEnd } from './last-words.ts';
import type { ReadyStage } from './preflight.ts';
import { endRunProcesses, isGroupAlive, RUN_VARIABLE } from './process-groups.ts';
import type { Recorder } from './recorder.ts';
import { startProblem } from './start-problem.ts';
import { type Limits, stopAtLimit } from './stop-at-limit.ts';

/** A killed process that cannot end (a hanging disk) is not waited for any longer. */
const hopeless = 2_000;

export interface StageEnd {
  program: string;
  exitCode: number | null;
  signal: string | null;
  /** Why it could not be started. */
  problem: string | null;
  /** The next stage closed its input before this one had written everything. */
  lostReader: boolean;
}

export interface PipelineEnd {
  stages: StageEnd[];
  stopped: 'timeout' | 'abort' | null;
  /** What did not end although it was killed, or why nobody knows. */
  resisted: number[] | string;
  /** A process that was left behind still holds the output. */
  leftBehind: boolean;
}

/** Starts all stages at once, output to input, each the leader of a process group of its own. */
export async function runPipeline(
  runId: string,
  stages: ReadyStage[],
  limits: Limits & { umask: string; onSpawned?: ((leaders: number[]) => void) | undefined },
  recorder: Recorder,
): Promise<PipelineEnd> {
  const children = underUmask(limits.umask, () => startAll(stages, runId));
  const groups = liveGroups(children);
  limits.onSpawned?.([...groups]);
  connect(stages, children);
  const reading = Promise.all(outputs(stages, children).map((stream) => recorder.take(stream)));
  const ending = waitForAll(stages, children);
  const stopped = await stopAtLimit(ending, limits);
  const resisted = stopped ? await endRunProcesses(runId, { ...limits, groups }) : [];
  const ends = stopped ? await Promise.race([ending, delay(hopeless, null)]) : await ending;
  const leftBehind = !(await readToEnd(reading, recorder));
  for (const child of children) cutOff(child);
  await reading;
  return {
    stages: ends ?? stages.map((stage) => unknownEnd(stage)),
    stopped,
    resisted: resisted.map(({ pid }) => pid),
    leftBehind: leftBehind && !stopped,
  };
}

/** Node starts a child with its own mask and knows no other way. Starting is synchronous: nothing comes between. */
function underUmask<T>(mask: string, start: () => T): T {
  const own = process.umask(mask);
  try {
    return start();
  } finally {
    process.umask(own);
  }
}

function startAll(stages: ReadyStage[], runId: string): ResultPromise[] {
  return stages.map((stage, index) => {
    const options: Options = {
      argv0: stage.argv0,
      cwd: stage.cwd,
      env: { ...stage.environment, [RUN_VARIABLE]: runId },
      extendEnv: false,
      detached: true,
      reject: false,
      buffer: false,
      encoding: 'buffer',
      stdin: stages[index - 1]?.stdout === 'keep' ? 'pipe' : 'ignore',
      stdout: stage.stdout === 'keep' ? 'pipe' : 'ignore',
      stderr: keepsErrors(stage) ? 'pipe' : 'ignore',
      all: mergesInto(stage, stages[index + 1]),
    };
    return execa(stage.file, stage.args, options);
  });
}

function keepsErrors(stage: ReadyStage): boolean {
  return stage.stderr === 'keep' || (stage.stderr === 'merge' && stage.stdout === 'keep');
}

function mergesInto(stage: ReadyStage, next: ReadyStage | undefined): boolean {
  return next !== undefined && stage.stderr === 'merge' && stage.stdout === 'keep';
}

/** The groups that are still ours: the number of one that has died out may soon be another program's. */
function liveGroups(children: ResultPromise[]): Set<number> {
  const groups = new Set<number>();
  for (const child of children) {
    const leader = child.pid;
    if (leader === undefined) continue;
    groups.add(leader);
    child.once('exit', () => {
      if (!isGroupAlive(leader)) groups.delete(leader);
    });
  }
  return groups;
}

function connect(stages: ReadyStage[], children: ResultPromise[]): void {
  children.forEach((child, index) => {
    const next = children[index + 1];
    const stage = stages[index];
    if (!next || !stage || stage.stdout === 'discard') return;
    const from = mergesInto(stage, stages[index + 1]) ? 'all' : 'stdout';
    next.stdin?.once('error', () => tellReaderGone(child));
    // Its promise repeats what the stages' own endings say.
    child.pipe(next, { from }).then(ignore, ignore);
  });
}

/** Node's pipes are sockets, whose writer would complain of a reset connection instead of ending quietly. */
function tellReaderGone(writer: ResultPromise): void {
  if (writer.exitCode === null && writer.signalCode === null) writer.kill('SIGPIPE');
}

/** What is recorded: the last stage's output, and every error stream that is not fed onward. */
function outputs(stages: ReadyStage[], children: ResultPromise[]): AsyncIterable<Uint8Array>[] {
  return children.flatMap((child, index) => {
    const stage = stages[index];
    const last = index === children.length - 1;
    const errors = stage && !mergesInto(stage, stages[index + 1]) ? child.stderr : null;
    return [last ? child.stdout : null, errors].filter((stream) => stream != null);
  });
}

function waitForAll(stages: ReadyStage[], children: ResultPromise[]): Promise<StageEnd[]> {
  return Promise.all(
    children.map(async (child, index) => {
      const end = await waitForExit(child, stages[index]);
      const reader = children[index + 1]?.stdin;
      const lostReader = reader?.destroyed === true && !reader.writableFinished;
      return { program: stages[index]?.argv[0] ?? '', ...end, lostReader };
    }),
  );
}

/** The process's own end: execa's promise also waits for whoever else holds the output. */
function waitForExit(
  child: ResultPromise,
  stage: ReadyStage | undefined,
): Promise<Omit<StageEnd, 'program' | 'lostReader'>> {
  return new Promise((resolve) => {
    child.once('exit', (exitCode: number | null, signal: string | null) =>
      resolve({ exitCode, signal, problem: null }),
    );
    child.then(async (result) => {
      if (child.pid !== undefined) return;
      resolve({ exitCode: null, signal: null, problem: await startProblem(stage, result) });
    }, ignore);
  });
}

function unknownEnd(stage: ReadyStage): StageEnd {
  const program = stage.argv[0] ?? '';
  return { program, exitCode: null, signal: 'SIGKILL', problem: null, lostReader: false };
}

function ignore(): void {}
