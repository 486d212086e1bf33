import type { World } from '../ports.ts';
import { mayRespond } from './may-respond.ts';

/** A responder has written into an incident's channel: a sign that somebody is on it. What they wrote is not kept. */
export async function hear(world: World, channel: string, user: string): Promise<void> {
  const incident = await world.store.incidents.byChannel(channel);
  if (incident === null || incident.escalation.watch === null) return;
  if (mayRespond(world, incident, user) !== null) return;
  await world.store.write((tx) => tx.incidents.touch(incident.id, world.clock.now()));
}
