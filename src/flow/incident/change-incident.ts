import type { Decision } from '../../incident/decision.ts';
import type { Incident } from '../../incident/types.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import { settle } from '../page/settle.ts';
import type { Tx, World } from '../ports.ts';
import { recordStranger } from '../run/record-refusal.ts';
import { mayRespond } from './may-respond.ts';

/**
 * Loads an incident under its lock, refuses strangers, decides, saves. Two people at once are one after
 * the other: the second one's decision sees what the first one did. `alongside` comes before the effects
 * are written: every transaction takes its outbox rows last, so that no two can wait for each other. It
 * may still refuse. `first` comes before the lock.
 */
export async function changeIncident(
  world: World,
  incidentId: string,
  by: string,
  decide: (incident: Incident, now: Date) => Decision | Refusal,
  alongside?: (tx: Tx, incident: Incident, now: Date) => Promise<Refusal | null>,
  first?: (tx: Tx) => Promise<void>,
): Promise<Incident | Refusal> {
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    await first?.(tx);
    const incident = await tx.incidents.lock(incidentId);
    if (incident === null)
      return refuse('no-incident', 'This incident is not known here any more.');
    const decision = mayRespond(world, incident, by) ?? decide(incident, now);
    if (isRefusal(decision)) {
      await recordStranger(tx, incidentId, by, decision, now);
      return decision;
    }
    const refusal = await alongside?.(tx, decision.incident, now);
    if (refusal) return refusal;
    await settle(tx, world, decision, now);
    return decision.incident;
  });
  if (!isRefusal(result)) world.wake.outbox();
  return result;
}
