import { lacking, workerFor } from '../../action/placement.ts';
import type { Run } from '../../action/run.ts';
import { mention, plain, RUNBELL } from '../../incident/entry.ts';
import { formatDuration } from '../../lib/duration.ts';
import type { Tx, World } from '../ports.ts';
import { nobody } from './watch-queue.ts';
import { livingWorkers } from './workers.ts';

/** Ends a run that has waited too long for a worker: what was right to do then may be wrong now. */
export async function refuseWaiting(
  tx: Tx,
  world: World,
  run: Run | null,
  now: Date,
): Promise<void> {
  const since = run?.going.unservedSince ?? null;
  if (run?.state !== 'queued' || since === null) return;
  const lacks = lacking(await livingWorkers(world), run.target);
  // One has come in this moment, and the next look at the queue writes that down.
  if (lacks === null) return;
  await tx.runs.save({ ...run, state: 'not-run', finishedAt: now });
  const waited = formatDuration(now.getTime() - since.getTime());
  const text = `*${plain(run.label)}* was not run: ${nobody(run.target, lacks)} for ${waited}. Start one with \`${workerFor(run.target)}\`, then ask again. Asked for by ${mention(run.requestedBy)}.`;
  const entry = { kind: 'run-finished', actor: RUNBELL, text, data: { run: run.id } } as const;
  await tx.timeline.add(run.incidentId, [{ ...entry, post: true }], now);
  await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
}
