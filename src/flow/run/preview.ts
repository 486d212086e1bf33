import { laneOf } from '../../action/placement.ts';
import type { Plan, Preview, Run } from '../../action/run.ts';
import { plain, RUNBELL } from '../../incident/entry.ts';
import type { Effect, World } from '../ports.ts';

/** Whether what a request would take can be counted before anybody approves it. */
export function canBePreviewed(plan: Plan): boolean {
  return plan.kind === 'queue' && plan.queue.operation !== 'count' && !plan.dryRun;
}

export function askForPreview(run: Run): Effect {
  return { kind: 'dispatch-preview', runId: run.id, lane: laneOf(run.target) };
}

/** The request, while it waits for approval and nobody has counted for it. */
export async function previewWanted(world: World, runId: string): Promise<Run | null> {
  const run = await world.store.runs.byId(runId);
  return run?.state === 'pending' && run.preview?.state === 'wanted' ? run : null;
}

/** Shows what was counted where people decide. Counting twice is harmless, and the first one stands. */
export async function recordPreview(world: World, runId: string, preview: Preview): Promise<void> {
  const now = world.clock.now();
  await world.store.write(async (tx) => {
    const run = await tx.runs.lock(runId);
    if (run?.state !== 'pending' || run.preview?.state !== 'wanted') return;
    await tx.runs.save({ ...run, preview });
    const said = preview.state === 'counted' ? preview.text : `could not be counted`;
    const text = `Preview of *${plain(run.label)}*: ${plain(said)}.`;
    const data = { run: run.id, preview };
    await tx.timeline.add(
      run.incidentId,
      [{ kind: 'run-previewed', actor: RUNBELL, text, data, post: false }],
      now,
    );
    await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
  });
  world.wake.outbox();
}
