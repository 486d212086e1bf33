import type { World } from '../../flow/ports.ts';
import { rulesAround } from '../../flow/run/rules.ts';
import { waitsOf } from '../../flow/run/waits.ts';
import type { IncidentView } from '../../incident/types.ts';
import type { Match } from '../../runbook/match.ts';
import type { Outbound } from '../outbound/client.ts';
import { lookOnce } from './adopt.ts';
import { furnish, inviteMembers } from './furnish.ts';
import type { Places } from './place.ts';
import type { Desk } from './put-slot.ts';
import { putSlots } from './put-slots.ts';
import { makeRoom, type Room } from './room.ts';
import { slotsOf } from './slots.ts';

export interface Projection {
  world: World;
  outbound: Outbound;
  places: Places;
  /** `https://acme.slack.com/`, for links to channels. */
  workspaceUrl: () => string | null;
}

/**
 * Brings Slack to what the database says of one incident. Reads the truth, compares it with what was
 * sent last, and sends the difference; safe to run again at any time.
 */
export async function syncIncident(
  projection: Projection,
  incidentId: string,
  attempt: number,
): Promise<void> {
  const { world, outbound, places } = projection;
  const { store, directory } = world;
  const standing = new Map((await store.slack.messages(incidentId)).map((row) => [row.slot, row]));
  const earlier = attempt > 1 ? lookOnce(outbound) : null;
  const desk: Desk = { incidentId, outbound, places, state: store.slack, standing, earlier };
  const room = await roomOf(projection, desk);
  const view = await store.incidents.view(incidentId);
  if (view === null || room === null) return;
  const service = directory.services.get(view.incident.service) ?? null;
  const now = world.clock.now();
  const slots = slotsOf({
    view,
    entries: await store.incidents.timeline(incidentId),
    directory,
    service,
    rules: await rulesAround(world, view),
    asked: askedIn(standing),
    channel: room.id,
    channelUrl: channelUrl(projection, room.id),
    digestChannel: await places.named(directory.digest_channel),
    fallbackChannel: await placeNamed(projection, directory.fallback_channel),
    waits: await waitsOf(world, view),
    nearest: nearest(world, view),
    now,
  });
  const furnishing = { desk, view, channel: room.id, log: world.log };
  const ownRoom = room.name !== directory.digest_channel;
  await putSlots(desk, slots.slice(0, 1), world.log);
  // The people who were paged come in as soon as there is a card to read.
  if (ownRoom) await inviteMembers(furnishing);
  await putSlots(desk, slots.slice(1), world.log);
  if (ownRoom) await furnish(furnishing);
}

async function placeNamed(
  { places }: Projection,
  name: string | undefined,
): Promise<string | null> {
  return name === undefined ? null : places.named(name);
}

/** Whom a message asked to approve a run, by the run: it is edited to its end wherever it stands. */
function askedIn(standing: Desk['standing']): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const slot of standing.keys()) {
    const [kind, run = '', user = ''] = slot.split(':');
    if (kind === 'approval') asked.set(run, [...(asked.get(run) ?? []), user]);
  }
  return asked;
}

/** From the service's own runbooks, since the buttons of another one would run elsewhere. */
function nearest({ matcher }: World, { incident, alerts }: IncidentView): Match[] {
  if (incident.procedures.length > 0) return [];
  const words = [
    incident.title,
    ...alerts.slice(0, 1).map(({ name, title }) => `${name} ${title}`),
  ];
  return matcher.nearest(words.join(' '), incident.service);
}

export function channelUrl(
  { workspaceUrl }: Pick<Projection, 'workspaceUrl'>,
  channel: string,
): string | null {
  const base = workspaceUrl();
  return base === null ? null : new URL(`archives/${channel}`, base).href;
}

async function roomOf(
  { world, outbound, places }: Projection,
  { incidentId, earlier }: Desk,
): Promise<Room | null> {
  const { store, directory, log } = world;
  const incident = await store.incidents.byId(incidentId);
  if (incident === null) return null;
  if (incident.channelId !== null && incident.channelName !== null)
    return { id: incident.channelId, name: incident.channelName };
  const fallback = {
    id: await places.named(directory.digest_channel),
    name: directory.digest_channel,
  };
  const room = await makeRoom({ outbound, incident, earlier, fallback, log });
  await store.slack.setChannel(incident.id, room);
  return room;
}
