import type { Target } from '../../action/catalogue.ts';
import { workerFor } from '../../action/placement.ts';
import type { Run } from '../../action/run.ts';
import type { Wait } from '../../flow/run/waits.ts';
import { formatDuration, SECOND } from '../../lib/duration.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { codeBlock, shorten, withoutColours } from '../limits.ts';
import { anyOf, code, count, line, lineWithCode, person, when } from './text.ts';

/** What a queued run waits for, as a sentence that follows "Queued"; nothing where it is its turn. */
export function waitText(run: Run, wait: Wait | undefined, now: Date): string {
  if (wait === undefined) return '';
  const target = code(run.target.name, 60);
  switch (wait.for) {
    case 'worker':
      return ` *${nobody(run.target, wait.lacks)}* since ${when(wait.since, now)}: start one with ${code(workerFor(run.target), 160)}.`;
    case 'room':
      return ` It waits until one of the ${wait.reading} that read on ${target} now has ended.`;
    case 'run':
      return ` It waits for ${ahead(wait.first, now)}${wait.before > 0 ? ` and ${count(wait.before, 'more run')}` : ''}.`;
    default:
      return unreachable(wait);
  }
}

/** `no worker for eu-prod with gpu`: which labels are missing, when the target itself is served. */
export function nobody(target: Target, lacks: readonly string[]): string {
  const missing =
    lacks.length === 0
      ? ''
      : ` with ${anyOf(
          lacks.map((label) => code(label, 30)),
          'and',
        )}`;
  return `No worker for ${code(target.name, 60)}${missing}`;
}

/** How long it has taken so far and the last lines that it wrote, once it has written any. */
export function progressText(run: Run, now: Date): { elapsed: string; lines: string } {
  const { progress } = run.going;
  if (progress === null || run.startedAt === null) return { elapsed: '', lines: '' };
  const took = Math.round((now.getTime() - run.startedAt.getTime()) / SECOND) * SECOND;
  return { elapsed: ` (${formatDuration(took)})`, lines: lastLines(run, progress.output) };
}

/** The last three lines of an output, each cut short. */
export function lastLines({ revealsSecrets }: Run, output: string): string {
  if (revealsSecrets) return '\nIts output may hold secrets and is not posted.';
  const lines = output.split(/\r?\n/).filter((text) => text.trim() !== '');
  if (lines.length === 0) return '';
  const short = lines.slice(-3).map((text) => shorten(withoutColours(text), 80));
  return `\n${codeBlock(short.join('\n'), 300)}`;
}

/** What the check found so far. */
export function checkText({ going }: Run): string {
  if (going.progress === null || going.progress.bytes > 0) return '';
  return ` ${lineWithCode(going.progress.output, 200)}.`;
}

export function lostText({ outcome, target, going }: Run): string {
  const why = outcome?.summary ?? `the worker for ${target.name} stopped answering while it ran`;
  const ending =
    going.cancelBy === null || going.place === null
      ? ''
      : ` ${person(going.cancelBy)} ends what is left of it on ${code(going.host ?? target.name, 60)}, once a worker is there.`;
  return `? *Outcome unknown*: ${lineWithCode(why, 220)}. It may or may not have happened. Look before you run it again.${ending}`;
}

function ahead(run: Run, now: Date): string {
  const name = `*${line(run.label, 80)}*`;
  const asked = `(asked by ${person(run.requestedBy)})`;
  if (run.state === 'queued' || run.startedAt === null)
    return `${name}, which is before it ${asked}`;
  return `${name}, which runs on ${code(run.target.name, 60)} since ${when(run.startedAt, now)} ${asked}`;
}
