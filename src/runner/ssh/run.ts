import { setTimeout as delay } from 'node:timers/promises';
import type { Target } from '../../action/catalogue.ts';
import type { Ssh } from '../../action/ssh.ts';
import { SECOND } from '../../lib/duration.ts';
import { readToEnd } from '../last-words.ts';
import type { OpenedStage } from '../late-text.ts';
import type { PipelineEnd, StageEnd } from '../pipeline.ts';
import { type Environment, unfitWord } from '../preflight.ts';
import type { Recorder } from '../recorder.ts';
import { type Limits, stopAtLimit } from '../stop-at-limit.ts';
import { sshClient } from './client.ts';
import type { Control } from './control.ts';
import { connectProblem, hostProblem } from './problem.ts';
import { openSession, type RemoteRun, type Session } from './session.ts';

/** After the grace, a host has this long to say that everything was ended. */
const answerWithin = 10 * SECOND;
/** How a shell tells that SIGPIPE ended a program: its reader had gone. */
const lostReaderExit = 141;

/**
 * Runs all stages as one command of the host, over one connection. A string says why nothing is known
 * to have run to its end; null means cancelled before anything was started.
 */
export async function runOverSsh(
  run: RemoteRun,
  around: { dataDir: string; environment: Environment; limits: Limits },
  recorder: Recorder,
): Promise<PipelineEnd | string | null> {
  const { target, stages } = run;
  const { ssh } = target;
  if (!ssh) return `target ${target.name} is not reached by ssh`;
  const unfit = unfitStage(stages);
  if (unfit) return unfit;
  const client = await sshClient(ssh, around.dataDir, around.environment);
  if (typeof client === 'string') return client;
  if (around.limits.signal.aborted) return null;
  const { graceMs } = around.limits;
  const session = openSession(run, client, { ...around, graceMs }, recorder);
  const stopped = await stopAtLimit(session.over, around.limits);
  const resisted = stopped ? await endThere(session, target, around.limits) : [];
  const leftBehind = !(await readToEnd(session.reading, recorder));
  session.close();
  await session.reading;
  const { control } = session;
  if (!stopped) {
    if (control.problem !== null)
      return hostProblem(control.problem, target, stages.map(programOf));
    if (!control.started) return connectProblem(ssh, session.complaint());
    if (!control.over) return brokenOff(ssh, target);
  }
  return { stages: endsOf(control, stages), stopped, resisted, leftBehind: leftBehind && !stopped };
}

/** A word that begins `name=` would be taken for an assignment by `env`. */
function unfitStage(stages: OpenedStage[]): string | null {
  for (const stage of stages) {
    const program = programOf(stage);
    if (program === '') return 'the command is empty';
    if (program.includes('='))
      return `\`${program}\` cannot be started over ssh: its name holds an equals sign`;
    const texts = stage.words.map((pieces) => pieces.filter((piece) => typeof piece === 'string'));
    const words = texts.map((pieces) => pieces.join(''));
    const unfit = unfitWord(program, [...words, ...Object.values(stage.env)]);
    if (unfit) return unfit;
  }
  return null;
}

function programOf({ words }: OpenedStage): string {
  const pieces = words[0] ?? [];
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : `$${piece.environment}`))
    .join('');
}

/** Closes our end, which the script watches, and waits for its answer. */
async function endThere(
  { control, ended, askToEnd }: Session,
  { name }: Target,
  { graceMs, hurry }: Limits,
): Promise<number[] | string> {
  askToEnd();
  if (!control.started) return `${name} had not let it in yet, and nothing was started`;
  const patience = new AbortController();
  const signal = hurry ? AbortSignal.any([hurry, patience.signal]) : patience.signal;
  await Promise.race([ended, delay(graceMs + answerWithin, null, { signal }).catch(() => null)]);
  patience.abort();
  return (
    control.resisted ??
    `whether its processes ended is unknown, since ${name} does not say: look there`
  );
}

function endsOf({ exits }: Control, stages: OpenedStage[]): StageEnd[] {
  return stages.map((stage, index) => {
    const exitCode = exits.get(index) ?? null;
    const lostReader = exitCode === lostReaderExit && index < stages.length - 1;
    return { program: programOf(stage), exitCode, signal: null, problem: null, lostReader };
  });
}

function brokenOff({ host }: Ssh, { name }: Target): string {
  return `the connection to ${host} or its shell there ended before the command did, so how that ended is unknown: look at ${name} before you run it again. What is left of it is ended there as soon as the loss is noticed`;
}
