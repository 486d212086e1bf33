import { openGaps } from '../../flow/oncall/gaps.ts';
import { digest } from '../../lib/ids.ts';
import { gapNotice, noGapNotice } from '../views/gap-notice.ts';
import { keepNotice } from './notice.ts';
import type { Projection } from './sync-incident.ts';

/** Keeps one message for each schedule in whose gap pages find nobody. */
export async function showGaps(projection: Projection): Promise<void> {
  const { world } = projection;
  const { fallback_channel: fallback, digest_channel: usual, schedules } = world.directory;
  const now = world.clock.now();
  const gaps = new Map((await openGaps(world)).map((gap) => [gap.schedule, gap]));
  for (const schedule of Object.keys(schedules)) {
    const gap = gaps.get(schedule);
    await keepNotice(projection, {
      setting: `gap-notice ${schedule}`,
      channel: fallback ?? usual,
      about: gap ? [schedule] : [],
      mark: digest(gap ?? null),
      words: () => (gap ? gapNotice(gap, now) : noGapNotice(schedule, now)),
      over: () => noGapNotice(schedule, now),
    });
  }
}
