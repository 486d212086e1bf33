import type { Progress, Run } from '../../action/run.ts';
import type { World } from '../ports.ts';

const longest = 4000;

/** How far a run is, for whoever watches its step. Of one whose output may hold secrets, only how much it wrote. */
export async function reportProgress(
  world: World,
  run: Run,
  worker: string,
  { output, bytes }: Progress,
): Promise<void> {
  const shown = run.revealsSecrets ? '' : output.slice(-longest);
  // Nobody is woken for it: the sweep of the outbox is soon enough.
  await world.store.write(async (tx) => {
    if (await tx.runs.progress(run.id, worker, { output: shown, bytes }))
      await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
  });
}
