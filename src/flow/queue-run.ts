import type { Run } from '../action/run.ts';
import { plain } from '../incident/entry.ts';
import type { Tx } from './ports.ts';

/** Lets a run go to the workers of its target. */
export async function enqueue(tx: Tx, run: Run, by: string, now: Date): Promise<Run> {
  const queued: Run = { ...run, state: 'queued', queuedAt: now };
  await tx.runs.save(queued);
  await tx.timers.clear('expire-run', run.id);
  await tx.timeline.add(
    run.incidentId,
    [
      {
        kind: 'run-queued',
        actor: by,
        text: `Queued for ${run.target.name}: ${plain(run.commandLine)}`,
        data: { run: run.id, commandLine: run.commandLine, fingerprint: run.fingerprint },
        post: false,
      },
    ],
    now,
  );
  await tx.effects.add([
    { kind: 'dispatch-run', runId: run.id, target: run.target.name },
    { kind: 'sync-incident', incidentId: run.incidentId },
  ]);
  return queued;
}
