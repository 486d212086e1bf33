import { isRedacted } from '../../action/redact-mark.ts';
import type { Run } from '../../action/run.ts';
import type { AttachedStep, IncidentView } from '../../incident/types.ts';

const LONGEST = 500;

/** What the last lookup of the same procedure put into a variable; null when none did. */
export function foundBy(
  view: IncidentView,
  attached: AttachedStep | null,
  name: string,
): string | null {
  const procedure = view.incident.procedures.find(({ steps }) =>
    steps.some(({ key }) => key === attached?.key),
  );
  const keys = (procedure?.steps ?? []).flatMap(({ key, step }) =>
    step.kind === 'command' && step.sets === name ? [key] : [],
  );
  const last = view.runs
    .filter((run) => run.stepKey !== null && keys.includes(run.stepKey) && run.finishedAt !== null)
    .toSorted((a, b) => (a.finishedAt?.getTime() ?? 0) - (b.finishedAt?.getTime() ?? 0))
    .at(-1);
  return last === undefined ? null : lookupValue(last);
}

/** The one line that a lookup wrote; null when it is none, failed, or may be a secret. */
export function lookupValue(run: Run): string | null {
  if (run.state !== 'succeeded' || run.outcome === null) return null;
  if (run.revealsSecrets || run.outcome.truncated) return null;
  const text = run.outcome.output.trim();
  const usable = text !== '' && text.length <= LONGEST && !/[\r\n]/.test(text) && !isRedacted(text);
  return usable ? text : null;
}
