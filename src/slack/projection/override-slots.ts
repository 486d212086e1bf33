import { readRota } from '../../flow/oncall/rota.ts';
import type { EnteredOverride } from '../../oncall/override.ts';
import { turnsBetween } from '../../oncall/schedule-turns.ts';
import {
  overrideEndedMessage,
  overrideMessage,
  type ToldOverride,
} from '../views/override-told.ts';
import { slot } from './slot.ts';
import type { Slot } from './slots.ts';
import type { Projection } from './sync-incident.ts';

/** More people are not written to one by one; the digest channel names them. */
const MOST = 5;

/** Both people are told, whoever entered it or took it back, and the digest channel. */
export async function overrideSlots({ world, places }: Projection, id: string): Promise<Slot[]> {
  const override = await world.store.overrides.entered(id);
  if (override === null) return [];
  const { people, digest_channel: digest } = world.directory;
  const user = people[override.person]?.slack;
  if (user === undefined) return [];
  const instead = (await insteadOf(world, override)).flatMap((one) => people[one]?.slack ?? []);
  const told: ToldOverride = { override, user, instead, now: override.createdAt };
  const by = override.ended?.by ?? override.by;
  const about = [...new Set([user, ...instead.slice(0, MOST), override.by, by])];
  const channel = await places.named(digest);
  const over = override.ended !== null;
  return [
    ...about.map((one) => slot(`entered:${one}`, { user: one }, overrideMessage(told, true), over)),
    slot('entered', { channel }, overrideMessage(told, false), over),
    ...(over ? ended(told, about, channel) : []),
  ];
}

function ended(told: ToldOverride, about: string[], channel: string): Slot[] {
  const words = overrideEndedMessage({ ...told, now: told.override.ended?.at ?? told.now });
  return [
    ...about.map((one) => slot(`ended:${one}`, { user: one }, words)),
    slot('ended', { channel }, words),
  ];
}

/** Who would be on call in that time without it, by what was entered before it. */
async function insteadOf(
  { directory, store }: Projection['world'],
  { id, schedule, person, instead, from, plannedUntil, createdAt }: EnteredOverride,
): Promise<string[]> {
  if (instead !== null) return [instead];
  const rota = await readRota(directory, store.overrides, from, plannedUntil);
  const planned = rota.get(schedule);
  if (!planned) return [];
  const before = planned.overrides.filter((one) => one.id !== id && one.createdAt <= createdAt);
  const had = turnsBetween(planned.schedule, before, from, plannedUntil);
  return [...new Set(had.flatMap((one) => one.person ?? []))].filter((one) => one !== person);
}
