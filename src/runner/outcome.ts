import type { Outcome } from '../action/run.ts';
import { formatDuration, SECOND } from '../lib/duration.ts';
import type { PipelineEnd, StageEnd } from './pipeline.ts';

/** How a run that was executed can end; `verify` is for the caller to fill in. */
export type Executed = Outcome & { state: 'succeeded' | 'failed' | 'not-run' | 'cancelled' };

export type Verdict = Pick<Executed, 'state' | 'summary' | 'exitCode' | 'signal' | 'timedOut'>;

export function verdict(state: Executed['state'], summary: string): Verdict {
  return { state, summary, exitCode: null, signal: null, timedOut: false };
}

export function stoppedAtLimit(limitMs: number, what: string): Verdict {
  const summary = `stopped at its time limit of ${formatDuration(limitMs)}: ${what}`;
  return { ...verdict('failed', summary), timedOut: true };
}

export function cancelledAfter(durationMs: number, what: string): Verdict {
  return verdict('cancelled', `cancelled after ${inSeconds(durationMs)}: ${what}`);
}

/** A pipeline fails with the first stage that failed, not only with the last: `curl … | grep` must not hide curl. */
export function judge(end: PipelineEnd, timeoutMs: number, durationMs: number): Verdict {
  const last = end.stages.at(-1);
  const facts = { exitCode: last?.exitCode ?? null, signal: last?.signal ?? null };
  const ended = whatEnded(end);
  if (end.stopped === 'abort') return { ...cancelledAfter(durationMs, ended), ...facts };
  if (end.stopped === 'timeout') return { ...stoppedAtLimit(timeoutMs, ended), ...facts };
  const culprit = end.stages.find((stage) => stage.problem !== null) ?? end.stages.find(hasFailed);
  if (!culprit) return { ...verdict('succeeded', 'exit 0'), exitCode: 0 };
  const summary = describe(culprit, end.stages.length > 1);
  return { ...verdict('failed', summary), exitCode: culprit.exitCode, signal: culprit.signal };
}

function whatEnded({ resisted }: PipelineEnd): string {
  if (typeof resisted === 'string') return resisted;
  if (resisted.length === 0) return 'all its processes were ended';
  return `processes of it could not be ended (pid ${resisted.slice(0, 5).join(', ')}): end them by hand`;
}

/** A stage that lost its reader did nothing wrong: `yes | head -1`. */
function hasFailed(stage: StageEnd): boolean {
  return stage.exitCode !== 0 && !stage.lostReader;
}

function describe(stage: StageEnd, named: boolean): string {
  if (stage.problem !== null) return `\`${stage.program}\` could not be started: ${stage.problem}`;
  const how = stage.signal ? `ended by ${stage.signal}` : `exit ${stage.exitCode}`;
  return named ? `\`${stage.program}\`: ${how}` : how;
}

function inSeconds(ms: number): string {
  return formatDuration(Math.max(SECOND, ms));
}
