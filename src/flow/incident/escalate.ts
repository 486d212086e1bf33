import {
  escalateByHand,
  type Further,
  type Seen,
  staleButton,
} from '../../incident/decide-paging.ts';
import type { Incident } from '../../incident/types.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import { policyNamed } from '../page/policy-of.ts';
import type { World } from '../ports.ts';
import { changeIncident } from './change-incident.ts';
import { mayRespond } from './may-respond.ts';

/** Where somebody asks to escalate to, as they say it. */
export type Asked = Exclude<Further, { kind: 'policy' }> | { kind: 'policy'; name: string };

export function escalateIncident(
  world: World,
  incidentId: string,
  by: string,
  to: Asked = { kind: 'next' },
  reason: string | null = null,
): Promise<Incident | Refusal> {
  const said = reason && world.redactor.text(reason);
  return changeIncident(world, incidentId, by, (incident, now) => {
    const further = furtherOf(world, incident, to);
    return isRefusal(further) ? further : escalateByHand(incident, by, said, further, now);
  });
}

/** As pressed on a button that showed what was paged last. */
export function escalateFrom(
  world: World,
  incidentId: string,
  by: string,
  seen: Seen,
): Promise<Incident | Refusal> {
  return changeIncident(
    world,
    incidentId,
    by,
    (incident, now) =>
      staleButton(incident, seen) ?? escalateByHand(incident, by, null, { kind: 'next' }, now),
  );
}

function furtherOf(world: World, incident: Incident, to: Asked): Further | Refusal {
  const { directory } = world;
  if (to.kind === 'policy')
    return { ...to, chain: policyNamed(directory, to.name, incident.service) };
  if (to.kind !== 'person' || mayRespond(world, incident, to.user) === null) return to;
  return refuse(
    'not-responder',
    `<@${to.user}> is not among the responders of ${incident.service}, so they could not acknowledge. Add them under \`people\` in runbell.yaml, or mention them here.`,
  );
}
