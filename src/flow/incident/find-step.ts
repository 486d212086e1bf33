import type { AttachedStep, Incident } from '../../incident/types.ts';

export function findStep(incident: Incident, stepKey: string): AttachedStep | null {
  for (const procedure of incident.procedures) {
    const found = procedure.steps.find((step) => step.key === stepKey);
    if (found) return found;
  }
  return null;
}
