import { commandLineOf } from '../action/plan.ts';
import type { Redactor } from '../action/redact.ts';
import type { Run } from '../action/run.ts';
import { SECOND } from '../lib/duration.ts';
import { unreachable } from '../lib/unreachable.ts';
import type { PracticeGate } from './gate.ts';
import { fillRequest, type ReadyRequest } from './http/fill-request.ts';
import { sendRequest } from './http/send.ts';
import { type FilledStages, fillLate, type OpenedStages, openSealed } from './late-text.ts';
import { cancelledAfter, type Executed, judge, type Verdict, verdict } from './outcome.ts';
import { type PipelineEnd, runPipeline } from './pipeline.ts';
import { type Environment, prepareStages } from './preflight.ts';
import { operateQueue } from './queue/operate.ts';
import { Recorder } from './recorder.ts';
import { runOverSsh } from './ssh/run.ts';
import { limitsOf } from './stop-at-limit.ts';

export interface ExecuteOptions {
  dataDir: string;
  /** Takes out what must not be seen in any output. */
  redactor: Redactor;
  practice: PracticeGate | null;
  signal: AbortSignal;
  /** Leaves no time to whoever was asked to end: the worker itself has to. */
  hurry?: AbortSignal;
  /** Told the leaders of its process groups as soon as they are there. */
  onSpawned?: (leaders: number[]) => void;
  /** At most once a second; `output` is the redacted end of what was written so far. */
  onProgress(progress: { output: string; bytes: number }): void;
  /** Where the names that a target lets through, and queue addresses, are looked up. */
  environment?: Environment;
  /** Keeps no file of what is written. */
  forgetful?: true;
  /** Reads a secret that was sealed when somebody typed it. */
  open?: (sealed: string) => string | null;
  /** Where an address is really found; the try-out's services may have moved to a free port. */
  locate?: (url: string) => string;
}

/** Carries a run out and returns what was observed. It never throws for what the command does. */
export async function execute(run: Run, options: ExecuteOptions): Promise<Executed> {
  const started = performance.now();
  const late = fillIn(run, options);
  const hidden = late === null || typeof late === 'string' ? [] : late.secrets;
  const redactor = options.redactor.with(hidden);
  const recorder = new Recorder({ ...options, redactor, runId: run.id });
  const stopProgress = reportProgress(recorder, options.onProgress);
  const ended = await carryOut(
    run,
    late,
    options,
    recorder,
    () => performance.now() - started,
  ).catch((error: unknown) => verdict('failed', `it could not be carried out: ${message(error)}`));
  stopProgress();
  const { artifactProblem, ...recorded } = await recorder.finish();
  const lost = artifactProblem ? `; its full output could not be kept (${artifactProblem})` : '';
  return {
    ...ended,
    ...recorded,
    summary: redactor.text(ended.summary + lost),
    durationMs: Math.round(performance.now() - started),
    verify: null,
  };
}

/** What is executed with everything in its place; a string says what is missing. */
type Filled = FilledStages | OpenedStages | ReadyRequest | string | null;

function fillIn({ plan, target }: Run, options: ExecuteOptions): Filled {
  const environment = options.environment ?? process.env;
  const open = options.open ?? (() => null);
  switch (plan.kind) {
    case 'pipeline':
      return target.ssh
        ? openSealed(plan.stages, open)
        : fillLate(plan.stages, target, environment, open);
    case 'http':
      return fillRequest(plan.request, environment, open);
    case 'queue':
      return null;
    default:
      return unreachable(plan);
  }
}

async function carryOut(
  run: Run,
  late: Filled,
  options: ExecuteOptions,
  recorder: Recorder,
  elapsed: () => number,
): Promise<Verdict> {
  if (options.signal.aborted) return verdict('cancelled', 'cancelled before it was started');
  const gate = options.practice?.(run) ?? { allowed: true };
  if (!gate.allowed) {
    await recorder.say(describePlan(run, gate.reason));
    return verdict('not-run', 'not run in practice');
  }
  const environment = options.environment ?? process.env;
  const limits = { timeoutMs: run.timeoutMs, signal: options.signal };
  if (run.plan.kind === 'queue') return operateQueue(run.plan, environment, limits, recorder);
  if (late === null || typeof late === 'string') return verdict('failed', late ?? 'nothing to run');
  if ('url' in late) return sendRequest(late, { ...limits, locate: options.locate }, recorder);
  const end = await runStages(run, late, options, recorder);
  if (typeof end === 'string') return verdict('failed', end);
  if (end === null) return cancelledAfter(elapsed(), 'it had not been started');
  if (end.leftBehind) await recorder.say(leftBehindNote);
  return judge(end, run.timeoutMs, elapsed());
}

/** Null when it was cancelled before it began. */
async function runStages(
  { id, target, timeoutMs }: Run,
  late: FilledStages | OpenedStages,
  { signal, hurry, onSpawned, dataDir, environment = process.env }: ExecuteOptions,
  recorder: Recorder,
): Promise<PipelineEnd | string | null> {
  const limits = limitsOf(target, { timeoutMs, signal, hurry });
  const umask = target.umask ?? usualUmask;
  if ('opened' in late) {
    const remote = { runId: id, target, stages: late.opened, umask };
    return runOverSsh(remote, { dataDir, environment, limits }, recorder);
  }
  const stages = await prepareStages(late.stages, target, environment);
  if (typeof stages === 'string') return stages;
  return signal.aborted ? null : runPipeline(id, stages, { ...limits, umask, onSpawned }, recorder);
}

/** What a login has, however the worker was started. */
const usualUmask = '022';

const leftBehindNote =
  '\n[a process that it started lives on and still holds its output; what that writes is not recorded]\n';

function describePlan(run: Run, reason: string): string {
  const plan = run.plan;
  const what =
    plan.kind === 'pipeline'
      ? plan.stages.map((stage) => JSON.stringify(stage.argv)).join('\n| ')
      : commandLineOf(plan);
  return `Not run in practice: ${reason}.\nOn ${run.target.name} this would have been run:\n${what}\n`;
}

function reportProgress(recorder: Recorder, report: ExecuteOptions['onProgress']): () => void {
  let reported = 0;
  const timer = setInterval(() => {
    const progress = recorder.progress();
    if (progress.bytes === reported) return;
    reported = progress.bytes;
    report(progress);
  }, SECOND);
  return () => clearInterval(timer);
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
