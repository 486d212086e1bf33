import { edited } from '../../action/approval.ts';
import type { Run } from '../../action/run.ts';
import { plain, RUNBELL } from '../../incident/entry.ts';
import type { Tx, World } from '../ports.ts';
import { clearRequestTimers } from './request-timers.ts';
import { stillThere } from './runnable.ts';

/**
 * After an edit of the files: ends every request that waits for something which reads differently now,
 * approved or not, and has each open incident drawn anew. Returns how many ended.
 */
export async function voidEdited(world: World): Promise<number> {
  let ended = 0;
  for (const { id } of await world.store.incidents.open()) {
    const now = world.clock.now();
    ended += await world.store.write(async (tx) => {
      const incident = await tx.incidents.lock(id);
      if (incident === null) return 0;
      let count = 0;
      for (const { id: runId } of await tx.runs.inState(id, ['pending', 'queued'])) {
        const run = await tx.runs.lock(runId);
        // A worker may have taken it since.
        if (run?.state !== 'pending' && run?.state !== 'queued') continue;
        if (stillThere(world, run)) continue;
        await voidRun(tx, run, now);
        count += 1;
      }
      await tx.effects.add([{ kind: 'sync-incident', incidentId: id }]);
      return count;
    });
  }
  world.wake.outbox();
  return ended;
}

/** Ends a request, and says why where people look. */
export async function voidRun(tx: Tx, run: Run, now: Date): Promise<void> {
  await tx.runs.save({ ...run, state: 'void', finishedAt: now });
  await clearRequestTimers(tx, run.id);
  await tx.timeline.add(
    run.incidentId,
    [
      {
        kind: 'run-void',
        actor: RUNBELL,
        text: `*${plain(run.label)}*: ${edited(run)}`,
        data: { run: run.id },
        post: true,
      },
    ],
    now,
  );
  await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
}
