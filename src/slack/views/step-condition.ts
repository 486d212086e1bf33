import { waitsForFailure } from '../../incident/after-run.ts';
import type { AttachedStep, IncidentView } from '../../incident/types.ts';

/** How a step stands that the runbook wants only after the failure of another one; null for every other step. */
export function conditionState(
  { incident, runs }: IncidentView,
  attached: AttachedStep,
): { text: string; isNext: boolean } | null {
  const steps = incident.procedures.find((one) => one.steps.includes(attached))?.steps ?? [];
  const waits = waitsForFailure(steps, steps.indexOf(attached), runs);
  if (waits === null) return null;
  switch (waits.run?.state) {
    case 'failed':
      return { text: `*Step ${waits.number} failed: this is next.*`, isNext: true };
    case 'lost':
      return { text: `How step ${waits.number} ended is unknown: look first.`, isNext: false };
    case 'succeeded':
      return { text: `Not needed: step ${waits.number} is done.`, isNext: false };
    default:
      return { text: `Only if step ${waits.number} fails.`, isNext: false };
  }
}
