import type { Incident } from '../../incident/types.ts';
import { watchAck } from '../../incident/watch-ack.ts';
import type { Tx, World } from '../ports.ts';
import { ackTermsFor } from './ack-terms.ts';
import { settle } from './settle.ts';

/** Asks after an acknowledgement that nobody gave a sign of, takes a silent one back, ends a snooze. */
export async function lookAfterAck(
  tx: Tx,
  world: World,
  incident: Incident,
  now: Date,
): Promise<void> {
  const signs = [
    await tx.timeline.lastByPerson(incident.id),
    await tx.incidents.touchedAt(incident.id),
  ].filter((at) => at !== null);
  const active = signs.length === 0 ? null : new Date(Math.max(...signs.map(Number)));
  const terms = ackTermsFor(world.directory, incident.severity);
  const decision = watchAck(incident, active, terms, now);
  await settle(tx, world, decision ?? { incident, entries: [] }, now);
}
