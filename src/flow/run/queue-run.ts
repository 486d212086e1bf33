import { labelsOf } from '../../action/placement.ts';
import type { Run } from '../../action/run.ts';
import { plain } from '../../incident/entry.ts';
import type { Effect, Tx } from '../ports.ts';
import { clearRequestTimers } from './request-timers.ts';

/** Lets a run go to the workers of its target. */
export async function enqueue(tx: Tx, run: Run, by: string, now: Date): Promise<Run> {
  const queued: Run = { ...run, state: 'queued', queuedAt: now };
  await tx.runs.save(queued);
  await clearRequestTimers(tx, run.id);
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
  await tx.effects.add([dispatch(run), { kind: 'sync-incident', incidentId: run.incidentId }]);
  return queued;
}

/** Wakes the workers that have what the run needs. */
function dispatch({ id, target }: Run): Effect {
  const labels = labelsOf(target);
  const needs = labels.length > 0 && { labels };
  return { kind: 'dispatch-run', runId: id, target: target.name, ...needs };
}
