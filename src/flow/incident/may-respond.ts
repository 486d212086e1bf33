import type { Incident } from '../../incident/types.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import { responders } from '../oncall/who-is.ts';
import type { World } from '../ports.ts';

/** A stranger's press is refused: who is not named in `people` may read, not act. Null: go ahead. */
export function mayRespond(
  world: World,
  incident: Pick<Incident, 'service'>,
  by: string,
): Refusal | null {
  const service = world.directory.services.get(incident.service);
  if (service && responders(world.directory, service).includes(by)) return null;
  return refuse(
    'not-responder',
    `You are not among the responders of ${incident.service}, so you may read here and not act. Somebody on call can do it, or add you under \`people\` in runbell.yaml.`,
  );
}
