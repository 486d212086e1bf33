import { mention, plain } from '../../incident/entry.ts';
import type { StepMark } from '../../incident/types.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import type { World } from '../ports.ts';
import { recordStranger } from '../run/record-refusal.ts';
import { findStep } from './find-step.ts';
import { mayRespond } from './may-respond.ts';

export interface MarkStep {
  incidentId: string;
  stepKey: string;
  /** `open` takes a mark back. */
  state: StepMark['state'] | 'open';
  by: string;
}

/** Done, skipped, or open again. */
export async function markStep(
  world: World,
  { incidentId, stepKey, state, by }: MarkStep,
): Promise<'marked' | Refusal> {
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    const incident = await tx.incidents.lock(incidentId);
    const found = incident && findStep(incident, stepKey);
    if (!incident || !found)
      return refuse('no-step', 'This step is not part of the incident any more.');
    const refusal = mayRespond(world, incident, by);
    if (refusal) {
      await recordStranger(tx, incidentId, by, refusal, now);
      return refusal;
    }
    if (state === 'open') {
      if (!(await tx.incidents.unmark(incidentId, stepKey)))
        return refuse('not-marked', 'This step is open already.');
    } else {
      await tx.incidents.mark(incidentId, { stepKey, state, by, at: now });
    }
    const verb = { done: 'done', skipped: 'skipped', open: 'open again' }[state];
    await tx.timeline.add(
      incidentId,
      [
        {
          kind: state === 'skipped' ? 'step-skipped' : 'step-done',
          actor: by,
          text: `Step ${verb}, says ${mention(by)}: ${plain(found.step.label)}`,
          data: { stepKey, state },
          post: false,
        },
      ],
      now,
    );
    await tx.effects.add([{ kind: 'sync-incident', incidentId }]);
    return 'marked' as const;
  });
  world.wake.outbox();
  return result;
}
