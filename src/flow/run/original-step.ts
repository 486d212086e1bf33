import { isRedacted } from '../../action/redact-mark.ts';
import type { AttachedStep } from '../../incident/types.ts';
import type { World } from '../ports.ts';

/**
 * The step as its runbook has it. An incident's copy is stored without the secrets that may stand in a
 * command; null when it had some and the runbook was edited since.
 */
export function originalStep(
  { directory }: Pick<World, 'directory'>,
  attached: AttachedStep,
): AttachedStep | null {
  const { step } = attached;
  if (!isRedacted(JSON.stringify(step))) return attached;
  for (const { runbooks } of directory.services.values())
    for (const { procedures } of runbooks)
      for (const { steps } of procedures)
        for (const original of steps)
          if (original.hash === step.hash) return { ...attached, step: original };
  return null;
}
