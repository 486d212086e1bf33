import { takeOver } from '../../incident/acknowledge.ts';
import type { Incident } from '../../incident/types.ts';
import { snooze, stillOnIt, unsnooze } from '../../incident/watch-ack.ts';
import type { Refusal } from '../../lib/refusal.ts';
import { ackTermsFor } from '../page/ack-terms.ts';
import type { World } from '../ports.ts';
import { changeIncident } from './change-incident.ts';

/** What a responder does about who has an incident, and for how long. Each refuses strangers first. */
type Hold = (world: World, incidentId: string, by: string) => Promise<Incident | Refusal>;

export const takeIncident: Hold = (world, incidentId, by) =>
  changeIncident(world, incidentId, by, (incident, now) =>
    takeOver(incident, by, now, timeoutOf(world, incident)),
  );

export const confirmAck: Hold = (world, incidentId, by) =>
  changeIncident(world, incidentId, by, (incident, now) =>
    stillOnIt(incident, by, timeoutOf(world, incident), now),
  );

export const unsnoozeIncident: Hold = (world, incidentId, by) =>
  changeIncident(world, incidentId, by, (incident, now) => unsnooze(incident, by, now));

export function snoozeIncident(
  world: World,
  incidentId: string,
  by: string,
  forMs: number,
): Promise<Incident | Refusal> {
  return changeIncident(world, incidentId, by, (incident, now) =>
    snooze(incident, by, new Date(now.getTime() + forMs), now),
  );
}

function timeoutOf({ directory }: World, { severity }: Incident): number | null {
  return ackTermsFor(directory, severity).timeout;
}
