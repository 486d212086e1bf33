import type { Run } from '../../action/run.ts';
import type { Effect, Tx } from '../ports.ts';

/** A request that waits reminds at half its time and expires at the end of it. */
export async function setRequestTimers(tx: Tx, run: Run): Promise<Effect[]> {
  const half = (run.expiresAt.getTime() - run.requestedAt.getTime()) / 2;
  const remindAt = new Date(run.requestedAt.getTime() + half);
  const on = { subject: run.id, incidentId: run.incidentId };
  await tx.timers.set({ kind: 'remind-approvers', ...on, dueAt: remindAt });
  await tx.timers.set({ kind: 'expire-run', ...on, dueAt: run.expiresAt });
  return [
    { kind: 'alarm', dueAt: remindAt.toISOString() },
    { kind: 'alarm', dueAt: run.expiresAt.toISOString() },
  ];
}

export async function clearRequestTimers(tx: Tx, runId: string): Promise<void> {
  await tx.timers.clear('remind-approvers', runId);
  await tx.timers.clear('expire-run', runId);
}
