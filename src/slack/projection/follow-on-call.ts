import { showGaps } from './gap-notice.ts';
import type { Projection } from './sync-incident.ts';
import { syncUserGroups } from './user-groups.ts';

/** What stands in Slack of who is on call: gaps, and user groups. Neither waits for the other. */
export async function followOnCall(projection: Projection): Promise<void> {
  const ended = await Promise.allSettled([showGaps(projection), syncUserGroups(projection)]);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
