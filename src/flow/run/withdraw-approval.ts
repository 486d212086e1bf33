import { approvers } from '../../action/approval.ts';
import type { Run } from '../../action/run.ts';
import { mention, plain } from '../../incident/entry.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import type { World } from '../ports.ts';

/** Takes back one's own approval while another one is waited for. */
export async function withdrawApproval(
  world: World,
  runId: string,
  by: string,
): Promise<Run | Refusal> {
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    const run = await tx.runs.lock(runId);
    if (run === null) return refuse('no-run', 'This request is not known here any more.');
    if (run.state !== 'pending')
      return refuse('not-pending', 'This request is decided: nothing can be taken back any more.');
    const approvals = await tx.runs.approvals(runId);
    if (!approvers(approvals).includes(by))
      return refuse(
        'not-approved',
        'You have not approved this, so there is nothing to take back.',
      );
    await tx.runs.takeApprovalBack(runId, by, now);
    const brokeGlass = approvals.some((one) => one.breakGlass && one.by !== by);
    await tx.runs.save({ ...run, brokeGlass });
    await tx.timeline.add(
      run.incidentId,
      [
        {
          kind: 'approval-withdrawn',
          actor: by,
          text: `${mention(by)} took back their approval of *${plain(run.label)}*.`,
          data: { run: run.id, fingerprint: run.fingerprint },
          post: false,
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
