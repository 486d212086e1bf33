import type { Timer, Tx } from '../ports.ts';
import { startAll } from './plan-pages.ts';

/** The next means of a page falls due; an acknowledgement may have cancelled it. */
export async function notifyNow(tx: Tx, { subject, dueAt }: Timer, now: Date): Promise<void> {
  const found = await tx.notifications.lock(subject);
  if (found?.state !== 'pending' || found.ready) return;
  const lateMs = Math.max(0, now.getTime() - dueAt.getTime());
  const ready = { ...found, ready: true, lateMs };
  await tx.notifications.save(ready);
  await tx.effects.add(await startAll(tx, [ready]));
}
