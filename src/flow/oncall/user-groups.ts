import type { World } from '../ports.ts';
import { userAt } from './hand-over.ts';
import { isUnread, readRota } from './rota.ts';

/** A user group of Slack that has the same members as schedules have people on call. */
export interface KeptGroup {
  /** Its handle or id, as the files have it. */
  name: string;
  schedules: string[];
  /** Slack user ids; nobody where all of the schedules have a gap. */
  users: string[];
}

/** Every user group that the files name, and who should be in it now. */
export async function keptGroups({
  directory,
  store,
  clock,
}: Pick<World, 'directory' | 'store' | 'clock'>): Promise<KeptGroup[]> {
  const now = clock.now();
  const rota = [...(await readRota(directory, store.overrides, now))];
  const names = new Set(rota.flatMap(([, { schedule }]) => schedule.userGroup ?? []));
  return [...names].flatMap((name) => {
    const own = rota.filter(([, { schedule }]) => schedule.userGroup === name);
    // Who is in a calendar that nobody has read yet is not known, so nobody is taken out.
    if (own.some(([, { schedule }]) => isUnread(schedule))) return [];
    const users = own.flatMap(([, planned]) => userAt(directory, planned, now) ?? []);
    return [{ name, schedules: own.map(([schedule]) => schedule), users: [...new Set(users)] }];
  });
}

/** Has every user group looked at, in case that somebody has changed one by hand. */
export async function lookAtGroups({ directory, store, wake }: World): Promise<void> {
  if (Object.values(directory.schedules).every(({ userGroup }) => userGroup === null)) return;
  await store.write((tx) => tx.effects.add([{ kind: 'follow-on-call' }]));
  wake.outbox();
}
