import { acknowledge } from '../../incident/acknowledge.ts';
import { mitigate, reopen, resolve, stayOpen } from '../../incident/decide.ts';
import { mention, spoken } from '../../incident/entry.ts';
import type { Incident } from '../../incident/types.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import { ackTermsFor } from '../page/ack-terms.ts';
import { policyOf } from '../page/policy-of.ts';
import type { Tx, World } from '../ports.ts';
import { withdrawRuns } from '../run/withdraw-runs.ts';
import { changeIncident } from './change-incident.ts';

/** What a responder does to an incident as a whole. Each refuses strangers first. */
type Response = (
  world: World,
  incidentId: string,
  by: string,
  words?: string | null,
) => Promise<Incident | Refusal>;

export const acknowledgeIncident: Response = (world, incidentId, by) =>
  changeIncident(world, incidentId, by, (incident, now) =>
    acknowledge(incident, by, now, ackTermsFor(world.directory, incident.severity).timeout),
  );

export const mitigateIncident: Response = (world, incidentId, by) =>
  changeIncident(world, incidentId, by, (incident) => mitigate(incident, by));

/** Requests still waiting for approval are withdrawn: nothing runs by surprise after the end. */
export const resolveIncident: Response = (world, incidentId, by, summary = null) =>
  changeIncident(
    world,
    incidentId,
    by,
    // While its lines are still lines: some secrets are known by where they stand.
    (incident, now) => resolve(incident, by, now, summary && world.redactor.text(summary)),
    async (tx, incident, now) => {
      await withdrawRuns(tx, incident.id, by, now);
      return null;
    },
  );

export const reopenIncident: Response = (world, incidentId, by) =>
  changeIncident(
    world,
    incidentId,
    by,
    (incident, now) => reopen(incident, by, policyOf(world.directory, incident.service), now),
    successor,
    (tx) => tx.incidents.lockKeyOf(incidentId),
  );

/** One alert has one open incident: when a newer one took over, that is where people are. */
async function successor(tx: Tx, { alertKey, number }: Incident): Promise<Refusal | null> {
  const newer = alertKey === null ? null : await tx.incidents.lockOpen(alertKey);
  if (newer === null) return null;
  const place = newer.channelId === null ? '' : `, <#${newer.channelId}>`;
  return refuse(
    'has-successor',
    `The same alert opened incident ${newer.number}${place} since, so incident ${number} stays resolved. Go on there.`,
  );
}

/** The answer "no" to a proposed resolve. */
export const keepOpen: Response = (world, incidentId, by) =>
  changeIncident(world, incidentId, by, (incident) => stayOpen(incident, by));

export const noteOnIncident: Response = (world, incidentId, by, words) =>
  changeIncident(world, incidentId, by, (incident) => ({
    incident,
    entries: [
      {
        kind: 'note',
        actor: by,
        text: `Note by ${mention(by)}: ${spoken(world.redactor.text(words ?? ''))}`,
        post: true,
      },
    ],
  }));
