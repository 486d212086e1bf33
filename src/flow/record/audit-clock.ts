import type { Incident } from '../../incident/types.ts';
import { QUIET } from '../../oncall/contact-plan.ts';
import { isPaging } from '../../oncall/escalation.ts';
import { startAll } from '../page/plan-pages.ts';
import { settle } from '../page/settle.ts';
import type { Tx, World } from '../ports.ts';

/** After a clock that was put back: the wait of the level starts anew. Whether anything had to be done. */
export async function bringStepNearer(
  tx: Tx,
  world: World,
  incident: Incident,
  now: Date,
): Promise<boolean> {
  const { escalation } = incident;
  const wait = escalation.policy?.levels[escalation.level ?? 0]?.wait ?? 0;
  const nextAt = new Date(now.getTime() + wait);
  if (!isPaging(escalation) || escalation.nextAt === null || escalation.nextAt <= nextAt)
    return false;
  const nearer = { ...incident, escalation: { ...escalation, nextAt } };
  await settle(tx, world, { incident: nearer, entries: [] }, now);
  return true;
}

/** A page from the future was written before: its next means wait as long as they would have from now. */
export async function bringMeansNearer(tx: Tx, pageId: string, now: Date): Promise<boolean> {
  const page = await tx.pages.lock(pageId);
  const aheadMs = page === null ? 0 : page.dueAt.getTime() - now.getTime();
  if (page === null || aheadMs <= 0) return false;
  await tx.pages.save({ ...page, dueAt: now });
  for (const one of await tx.notifications.lockPage(pageId)) {
    // The end of quiet hours is a time of day and stays where it is.
    if (one.state !== 'pending' || one.ready || one.why === QUIET) continue;
    const nearer = { ...one, dueAt: new Date(one.dueAt.getTime() - aheadMs) };
    await tx.notifications.save(nearer);
    await tx.effects.add(await startAll(tx, [nearer]));
  }
  return true;
}
