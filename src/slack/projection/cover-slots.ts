import { readRota } from '../../flow/oncall/rota.ts';
import type { CoverRequest } from '../../oncall/cover.ts';
import { lineAt } from '../../oncall/line.ts';
import { coveredMessage, coverMessage, type ToldCover } from '../views/cover-told.ts';
import { slot } from './slot.ts';
import type { Slot } from './slots.ts';
import type { Projection } from './sync-incident.ts';

/** More people are not written to one by one; the digest channel is there for all. */
const MOST = 20;

/** Asked in the digest channel and of everybody else who takes turns; each message is edited to its end. */
export async function coverSlots(
  { world, places }: Projection,
  id: string,
  standing: readonly string[],
): Promise<Slot[]> {
  const request = await world.store.covers.byId(id);
  const user = request && world.directory.people[request.person]?.slack;
  if (!request || !user) return [];
  const { overrides } = world.store;
  const came = request.overrideId === null ? null : await overrides.entered(request.overrideId);
  const told: ToldCover = { request, user, endedBy: came?.ended?.by ?? null };
  const open = request.state === 'open';
  const channel = await places.named(world.directory.digest_channel);
  const before = standing.flatMap((name) => /^asked:(.+)$/.exec(name)?.[1] ?? []);
  const asked = open ? await colleagues(world, request) : [];
  const others = coverMessage(told, 'others');
  return [
    ...[...new Set([...before, ...asked])].map((one) =>
      slot(`asked:${one}`, { user: one }, others, !open),
    ),
    slot('asked', { channel }, others, !open),
    slot('own', { user }, coverMessage(told, 'author'), !open),
    ...covered(told),
  ];
}

function covered(told: ToldCover): Slot[] {
  const { state, decidedBy } = told.request;
  if (state !== 'taken' || decidedBy === null) return [];
  return [told.user, decidedBy].map((one) =>
    slot(`covered:${one}`, { user: one }, coveredMessage(told), told.endedBy !== null),
  );
}

/** Slack ids of the others in the schedule's line, the next one first. */
async function colleagues(
  { directory, store }: Projection['world'],
  { schedule: name, person, from }: CoverRequest,
): Promise<string[]> {
  const planned = (await readRota(directory, store.overrides, from)).get(name);
  if (planned === undefined) return [];
  const line = [...lineAt(planned.schedule, planned.overrides, from)];
  const others = line.filter((one) => one !== null && one !== person);
  return others.flatMap((one) => directory.people[one ?? '']?.slack ?? []).slice(0, MOST);
}
