import { isAllowed } from '../action/permission.ts';
import { isFinal, type Run } from '../action/run.ts';
import { mention, plain } from '../incident/entry.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import { mayAct, subjectOf } from './permission.ts';
import type { World } from './ports.ts';
import { named, recordRefusal } from './record-refusal.ts';
import { clearRequestTimers } from './request-timers.ts';

/** Withdraws a request, takes a queued run out, or asks the worker of a running one to kill it. */
export async function cancelRun(world: World, runId: string, by: string): Promise<Run | Refusal> {
  const asked = await world.store.runs.byId(runId);
  if (asked === null) return refuse('no-run', 'This run is not known here any more.');
  const { requestedBy } = asked;
  const subject = await subjectOf(world, asked);
  const verdict = await mayAct(world, { ...subject, act: 'cancel', by, requestedBy });
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    const run = await tx.runs.lock(runId);
    if (run === null) return refuse('no-run', 'This run is not known here any more.');
    if (!isAllowed(verdict)) {
      const refused = { by, wanted: named('stop', run.label), refusal: verdict };
      await recordRefusal(tx, run.incidentId, { ...refused, data: { run: run.id } }, now);
      return verdict;
    }
    if (isFinal(run.state)) return refuse('ended', 'This run has ended already.');
    const running = run.state === 'running' || run.state === 'verifying';
    if (running) await tx.runs.requestCancel(run.id, by);
    else await tx.runs.save({ ...run, state: 'cancelled', finishedAt: now });
    await clearRequestTimers(tx, run.id);
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
