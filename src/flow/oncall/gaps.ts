import { changeAfter } from '../../oncall/schedule-turns.ts';
import { fitsWithin } from '../../oncall/when.ts';
import type { Directory } from '../../service/directory.ts';
import type { World } from '../ports.ts';
import { userAt } from './hand-over.ts';
import { pagedBy } from './paged-by.ts';
import { isUnread, type Planned, type Rota, readRota } from './rota.ts';
import { isElsewhere, whoIsAtLevel } from './who-is.ts';

/** A schedule with nobody on call, and what that means for whoever is paged by it. */
export interface Gap {
  schedule: string;
  /** Null where no end is in sight. */
  until: Date | null;
  /** Who is on call then. */
  next: string | null;
  /** Levels that are paged in that time, and have nobody. */
  levels: { service: string; level: string }[];
}

/** Gaps of now because of which a level has nobody. What a level's `when` leaves out is meant to be so. */
export async function openGaps({
  directory,
  store,
  clock,
}: Pick<World, 'directory' | 'store' | 'clock'>): Promise<Gap[]> {
  const now = clock.now();
  const rota = await readRota(directory, store.overrides, now);
  return [...rota].flatMap(([schedule, planned]) => {
    if (isUnread(planned.schedule) || userAt(directory, planned, now) !== null) return [];
    const until = changeAfter(planned.schedule, planned.overrides, now);
    const levels = emptyLevels(directory, rota, { schedule, from: now, until });
    return levels.length === 0 ? [] : [gapOf(directory, schedule, planned, until, levels)];
  });
}

function gapOf(
  directory: Directory,
  schedule: string,
  planned: Planned,
  until: Date | null,
  levels: Gap['levels'],
): Gap {
  return { schedule, until, next: until && userAt(directory, planned, until), levels };
}

function emptyLevels(
  directory: Directory,
  rota: Rota,
  { schedule, from, until }: { schedule: string; from: Date; until: Date | null },
): Gap['levels'] {
  return pagedBy(directory, schedule).flatMap(({ service, levels }) =>
    levels
      .filter(({ when }) => when === undefined || fitsWithin(when, from, until))
      .filter(({ page }) => hasNobody(directory, rota, page, from))
      .map(({ name }) => ({ service: service.service, level: name })),
  );
}

/** Who is in a user group is Slack's to say: it counts as somebody. */
function hasNobody(directory: Directory, rota: Rota, page: readonly string[], at: Date): boolean {
  return (
    !page.some(isElsewhere) &&
    whoIsAtLevel(directory, rota, page, at).every(({ person }) => person === null)
  );
}
