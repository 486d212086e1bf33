import { mention, plain } from '../../incident/entry.ts';
import type { Tx } from '../ports.ts';
import { clearRequestTimers } from './request-timers.ts';

/** Ends the requests of an incident that nobody has approved yet. */
export async function withdrawRuns(
  tx: Tx,
  incidentId: string,
  by: string,
  now: Date,
): Promise<void> {
  for (const { id } of await tx.runs.inState(incidentId, ['pending'])) {
    // An approval that came in between has queued it, and a worker may have it already.
    const run = await tx.runs.lock(id);
    if (run?.state !== 'pending') continue;
    await tx.runs.save({ ...run, state: 'cancelled', finishedAt: now });
    await clearRequestTimers(tx, run.id);
    await tx.timeline.add(
      incidentId,
      [
        {
          kind: 'run-cancelled',
          actor: by,
          text: `Request withdrawn with the resolve by ${mention(by)}: ${plain(run.label)}`,
          data: { run: run.id },
          post: false,
        },
      ],
      now,
    );
  }
}
