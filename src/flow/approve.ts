import { judgeDecision } from '../action/approval.ts';
import type { Approval, Run } from '../action/run.ts';
import { mention, plain, spoken } from '../incident/entry.ts';
import { isRefusal, type Refusal, refuse } from '../lib/refusal.ts';
import type { Tx, World } from './ports.ts';
import { enqueue } from './queue-run.ts';
import { named, recordRefusal } from './record-refusal.ts';
import { stillThere } from './runnable.ts';
import { voidRun } from './void-edited.ts';
import { approvers } from './who-is.ts';

export interface Decide {
  runId: string;
  decision: Approval['decision'];
  /** As the pressed button carries it: an approval counts for exactly what was shown. */
  fingerprint: string;
  reason: string | null;
  by: string;
}

/** An approval or a denial by somebody else. With the last approval needed the run is queued. */
export async function decideRun(world: World, decide: Decide): Promise<Run | Refusal> {
  // Between two looks at the files an approval could slip through for what was edited just now.
  if (decide.decision === 'approve') await world.refresh?.();
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    const run = await tx.runs.lock(decide.runId);
    if (run === null) return refuse('no-run', 'This request is not known here any more.');
    const approvals = await tx.runs.approvals(run.id);
    const verdict = judgeDecision({
      ...decide,
      run,
      approvals,
      approvers: approversOf(world, run),
      unchanged: stillThere(world, run),
      now,
    });
    if (isRefusal(verdict)) {
      const wanted = named(decide.decision, run.label);
      const refused = { by: decide.by, wanted, refusal: verdict, data: { run: run.id } };
      await recordRefusal(tx, run.incidentId, refused, now);
      if (verdict.code === 'edited') await voidRun(tx, run, now);
      return verdict;
    }
    return record(tx, run, approvals, decide, now);
  });
  world.wake.outbox();
  return result;
}

async function record(
  tx: Tx,
  run: Run,
  before: Approval[],
  { decision, by, reason }: Decide,
  now: Date,
): Promise<Run> {
  await tx.runs.addApproval({ runId: run.id, by, decision, at: now, reason });
  await tx.timeline.add(
    run.incidentId,
    [
      {
        kind: decision === 'approve' ? 'run-approved' : 'run-denied',
        actor: by,
        text: `${mention(by)} ${decision === 'approve' ? 'approved' : 'denied'} *${plain(run.label)}*${reason ? `: ${spoken(reason)}` : '.'}`,
        data: { run: run.id, fingerprint: run.fingerprint },
        post: false,
      },
    ],
    now,
  );
  if (decision === 'deny') {
    const denied: Run = { ...run, state: 'denied', finishedAt: now };
    await tx.runs.save(denied);
    await tx.timers.clear('expire-run', run.id);
    await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
    return denied;
  }
  const approved = before.filter((approval) => approval.decision === 'approve').length + 1;
  if (approved >= run.needed) return enqueue(tx, run, by, now);
  await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
  return run;
}

function approversOf(world: World, run: Run): string[] {
  const service = world.directory.services.get(run.service);
  return service ? approvers(world.directory, service) : [];
}
