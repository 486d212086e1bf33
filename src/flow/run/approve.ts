import { approvers, judgeDecision, neededFor } from '../../action/approval.ts';
import type { Allowed, PermissionQuestion } from '../../action/permission.ts';
import type { Approval, Run } from '../../action/run.ts';
import { mention, plain, spoken } from '../../incident/entry.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import type { Tx, World } from '../ports.ts';
import { unlocked } from './circuit.ts';
import { permissionQuestion, subjectOf, unknownService } from './permission.ts';
import { enqueue } from './queue-run.ts';
import { named, recordRefusal } from './record-refusal.ts';
import { clearRequestTimers } from './request-timers.ts';
import { callRoll } from './roll.ts';
import { stillThere } from './runnable.ts';
import { voidRun } from './void-edited.ts';

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
  const asked = await world.store.runs.byId(decide.runId);
  if (asked === null) return unknownRun();
  const service = world.directory.services.get(asked.service);
  if (service === undefined) return unknownService(asked.service);
  const subject = await subjectOf(world, asked);
  const roll = await callRoll(world, service, decide.by, 'alone');
  const now = world.clock.now();
  const act = { ...subject, act: decide.decision, by: decide.by, requestedBy: asked.requestedBy };
  const permission = permissionQuestion(roll, act, now);
  if (permission === null) return unknownService(asked.service);
  // While it has its lines: by them some secrets are known.
  const cleaned = { ...decide, reason: decide.reason && world.redactor.text(decide.reason) };
  const result = await world.store.write(async (tx) => {
    const run = await tx.runs.lock(decide.runId);
    return run === null ? unknownRun() : judgeAndRecord(tx, world, run, permission, cleaned, now);
  });
  world.wake.outbox();
  return result;
}

function unknownRun(): Refusal {
  return refuse('no-run', 'This request is not known here any more.');
}

async function judgeAndRecord(
  tx: Tx,
  world: World,
  run: Run,
  permission: PermissionQuestion,
  decide: Decide,
  now: Date,
): Promise<Run | Refusal> {
  const approvals = await tx.runs.approvals(run.id);
  const unchanged = stillThere(world, run);
  const counts = judgeDecision({ ...decide, run, approvals, permission, unchanged, now });
  const verdict = isRefusal(counts)
    ? counts
    : ((await lockedFor(tx, world, run, decide, now)) ?? counts);
  if (!isRefusal(verdict)) {
    const needed = neededFor(run, permission.terms.needed.value);
    return record(tx, { ...run, needed }, approvals, { ...decide, verdict }, now);
  }
  const wanted = named(decide.decision, run.label);
  const refused = { by: decide.by, wanted, refusal: verdict, data: { run: run.id } };
  await recordRefusal(tx, run.incidentId, refused, now);
  if (verdict.code === 'edited') await voidRun(tx, run, now);
  return verdict;
}

/** An action may have been locked since it was asked for. A denial needs no lock opened. */
async function lockedFor(
  tx: Tx,
  world: World,
  run: Run,
  { decision, by }: Decide,
  now: Date,
): Promise<Refusal | null> {
  if (decision === 'deny') return null;
  return unlocked(tx, world, { ...run, by: run.requestedBy }, now, by);
}

async function record(
  tx: Tx,
  asked: Run,
  before: Approval[],
  { decision, by, reason, verdict }: Decide & { verdict: Allowed },
  now: Date,
): Promise<Run> {
  const { breakGlass } = verdict;
  // Whoever approved and learnt better may still deny: the last word counts.
  await tx.runs.addApproval({ runId: asked.id, by, decision, at: now, reason, breakGlass });
  await tx.timeline.add(asked.incidentId, [entry(asked, { decision, by, reason, verdict })], now);
  const sync = { kind: 'sync-incident', incidentId: asked.incidentId } as const;
  if (decision === 'deny') {
    const denied: Run = { ...asked, state: 'denied', finishedAt: now };
    await tx.runs.save(denied);
    await clearRequestTimers(tx, asked.id);
    await tx.effects.add([sync]);
    return denied;
  }
  const run: Run = { ...asked, brokeGlass: asked.brokeGlass || breakGlass };
  if (approvers(before).length + 1 >= run.needed) return enqueue(tx, run, by, now);
  await tx.runs.save(run);
  await tx.effects.add([sync]);
  return run;
}

/** Breaking the glass is told to everybody; other decisions show where they were asked for. */
function entry(
  run: Run,
  {
    decision,
    by,
    reason,
    verdict,
  }: Pick<Decide, 'decision' | 'by' | 'reason'> & { verdict: Allowed },
) {
  const { breakGlass, rule } = verdict;
  const data = {
    run: run.id,
    fingerprint: run.fingerprint,
    rule,
    ...(breakGlass && { breakGlass }),
  };
  const why = reason ? `: ${spoken(reason)}` : '.';
  if (breakGlass) {
    const text = `⚠ ${mention(by)} broke the glass and approved their own *${plain(run.label)}* on ${run.target.name}${why}`;
    return { kind: 'run-break-glass' as const, actor: by, text, data, post: true };
  }
  return {
    kind: decision === 'approve' ? ('run-approved' as const) : ('run-denied' as const),
    actor: by,
    text: `${mention(by)} ${decision === 'approve' ? 'approved' : 'denied'} *${plain(run.label)}*${why}`,
    data,
    post: false,
  };
}
