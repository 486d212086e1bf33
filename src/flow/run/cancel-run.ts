import { isAllowed } from '../../action/permission.ts';
import { isFinal, type Run } from '../../action/run.ts';
import { mention, plain } from '../../incident/entry.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import type { World } from '../ports.ts';
import { mayAct, subjectOf } from './permission.ts';
import { named, recordRefusal } from './record-refusal.ts';
import { clearRequestTimers } from './request-timers.ts';

/**
 * Withdraws a request, takes a queued run out, or asks the worker of a running one to kill it. Of a lost
 * one, whoever serves its machine next ends what is left.
 */
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
    const how = wayTo(run);
    if (isRefusal(how)) return how;
    if (how === 'withdrew') await tx.runs.save({ ...run, state: 'cancelled', finishedAt: now });
    else await tx.runs.requestCancel(run.id, by);
    await clearRequestTimers(tx, run.id);
    if (run.going.unservedSince !== null) await tx.timers.clear('refuse-run', run.id);
    await tx.timeline.add(
      run.incidentId,
      [
        {
          kind: 'run-cancelled',
          actor: by,
          text: `${mention(by)} ${how} *${plain(run.label)}*.`,
          data: { run: run.id },
          post: how !== 'withdrew',
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

/** What cancelling means for a run as it stands, in the words of the record. */
function wayTo({
  state,
  going,
}: Run): 'withdrew' | 'is stopping' | 'ends what is left of' | Refusal {
  if (state !== 'lost' && isFinal(state)) return refuse('ended', 'This run has ended already.');
  if (going.cancelBy !== null)
    return refuse('stopping', `${mention(going.cancelBy)} is stopping it already.`);
  if (state !== 'lost')
    return state === 'pending' || state === 'queued' ? 'withdrew' : 'is stopping';
  if (going.place !== null) return 'ends what is left of';
  return refuse('ended', 'Nothing of this run can be found any more, so there is nothing to stop.');
}
