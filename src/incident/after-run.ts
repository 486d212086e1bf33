import { isFinal, type Run } from '../action/run.ts';
import { failureOf } from '../runbook/condition.ts';
import type { AttachedStep, Incident, IncidentView, TimelineEntry } from './types.ts';

/** What is offered after a run; never done by itself. */
export type Next =
  /** What the catalogue names for when this fails. */
  | { kind: 'remedy'; service: string; action: string }
  /** The step that the runbook wants then: "if restart fails, …". */
  | { kind: 'step'; step: AttachedStep; number: number }
  /** Its check says that the service is well again. */
  | { kind: 'resolve' };

/** What the end of a run suggests; null when nothing. */
export function nextAfter(run: Run, incident: Pick<Incident, 'procedures'>): Next | null {
  if (run.dryRun) return null;
  if (run.state === 'failed' || run.state === 'lost') {
    if (run.onFailure === null) return stepAfter(run, incident);
    return { kind: 'remedy', service: run.service, action: run.onFailure };
  }
  const well = run.state === 'succeeded' && run.outcome?.verify?.ok === true;
  return well && run.class !== 'readonly' ? { kind: 'resolve' } : null;
}

/** What an entry that tells the end of a run still asks: nothing else was begun or said since. */
export function suggestionOf(
  entry: Pick<TimelineEntry, 'kind' | 'data' | 'at'>,
  { incident, runs }: Pick<IncidentView, 'incident' | 'runs'>,
  later: Pick<TimelineEntry, 'kind' | 'data'>[],
): Next | null {
  if (entry.kind !== 'run-finished' && entry.kind !== 'run-lost') return null;
  const run = runs.find(({ id }) => id === entry.data.run);
  if (!run || !isFinal(run.state) || incident.status === 'resolved') return null;
  if (later.some(({ kind, data }) => ended.has(kind) && data.run === run.id)) return null;
  const next = nextAfter(run, incident);
  const begun = runs.filter(
    (one) => one.id !== run.id && one.requestedAt >= entry.at && !one.dryRun,
  );
  if (next?.kind === 'resolve') {
    const changed = begun.some((one) => one.class !== 'readonly');
    return changed || later.some(({ kind }) => answers.has(kind)) ? null : next;
  }
  return begun.some((one) => isWhatNext(one, run, next)) ? null : next;
}

/**
 * The number, counted from 1, of the earlier step without whose failure a step is not wanted, with the
 * latest run of that step; null for a step that waits for no failure.
 */
export function waitsForFailure(
  steps: readonly AttachedStep[],
  index: number,
  runs: readonly Run[],
): { number: number; run: Run | null } | null {
  const before = failureOf(
    steps.map(({ step }) => step.label),
    index,
  );
  const step = before === null ? undefined : steps[before];
  if (before === null || step === undefined || step.step.kind === 'manual') return null;
  const own = runs.filter(
    (run) => run.stepKey === step.key || (step.action !== null && run.action === step.action),
  );
  const run = own.toSorted((a, b) => +a.requestedAt - +b.requestedAt).at(-1) ?? null;
  return { number: before + 1, run };
}

const ended = new Set(['run-finished', 'run-lost']);
const answers = new Set(['kept-open', 'resolve-proposed', 'reopened']);

function stepAfter(run: Run, { procedures }: Pick<Incident, 'procedures'>): Next | null {
  for (const { steps } of procedures) {
    for (const [index, step] of steps.entries()) {
      const waits = waitsForFailure(steps, index, [run]);
      if (waits?.run) return { kind: 'step', step, number: index + 1 };
    }
  }
  return null;
}

/** What was suggested, or the same thing once more. */
function isWhatNext(run: Run, before: Run, next: Next | null): boolean {
  const again = run.action === null ? run.stepKey === before.stepKey : run.action === before.action;
  if (again || next === null) return true;
  if (next.kind === 'remedy') return run.action === next.action;
  return next.kind === 'step' && (run.stepKey === next.step.key || isAction(run, next.step));
}

function isAction(run: Run, { action }: AttachedStep): boolean {
  return action !== null && run.action === action;
}
