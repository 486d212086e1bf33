import { isFinal, type Run } from '../action/run.ts';
import { mention, plain } from '../incident/entry.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import { mayRespond } from './may-respond.ts';
import type { World } from './ports.ts';
import { named, recordRefusal } from './record-refusal.ts';

/** Withdraws a request, takes a queued run out, or asks the worker of a running one to kill it. */
export async function cancelRun(world: World, runId: string, by: string): Promise<Run | Refusal> {
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    const run = await tx.runs.lock(runId);
    if (run === null) return refuse('no-run', 'This run is not known here any more.');
    const stranger = mayRespond(world, run, by);
    if (stranger) {
      const refused = { by, wanted: named('stop', run.label), refusal: stranger };
      await recordRefusal(tx, run.incidentId, { ...refused, data: { run: run.id } }, now);
      return stranger;
    }
    if (isFinal(run.state)) return refuse('ended', 'This run has ended already.');
    const running = run.state === 'running' || run.state === 'verifying';
    if (running) await tx.runs.requestCancel(run.id, by);
    else await tx.runs.save({ ...run, state: 'cancelled', finishedAt: now });
    await tx.timers.clear('expire-run', run.id);
    await tx.timeline.add(
      run.incidentId,
      [
        {
          kind: 'run-cancelled',
          actor: by,
          text: `${mention(by)} ${running ? 'is stopping' : 'withdrew'} *${plain(run.label)}*.`,
          data: { run: run.id },
          post: running,
        },
      ],
      now,
    );
    await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
    return run;
  });
  world.wake.outbox();
  return result;
}
