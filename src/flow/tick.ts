import type { Run } from '../action/run.ts';
import { plain, RUNBELL } from '../incident/entry.ts';
import { unreachable } from '../lib/unreachable.ts';
import { handOver } from './oncall/hand-over.ts';
import { lookAfterAck } from './page/look-after-ack.ts';
import { notifyNow } from './page/notify-now.ts';
import type { Groups } from './page/reach.ts';
import { groupsToAsk, settle } from './page/settle.ts';
import type { IncidentTimer, Timer, Tx, World } from './ports.ts';
import { refuseWaiting } from './run/refuse-waiting.ts';

const BATCH = 50;

/**
 * Acts on every timer that is due. Safe to call at any time and from several bots at once: each timer
 * is claimed inside the transaction that acts on it. Returns how many were acted on.
 */
export async function tick(world: World): Promise<number> {
  let acted = 0;
  const broken = new Set<string>();
  for (;;) {
    const due = await world.store.dueTimers(world.clock.now(), BATCH);
    const fresh = due.filter((timer) => !broken.has(keyOf(timer)));
    if (fresh.length === 0) break;
    for (const timer of fresh) {
      try {
        acted += (await act(world, timer)) ? 1 : 0;
      } catch (error) {
        broken.add(keyOf(timer));
        world.log.error(
          { err: error, incident: timer.incidentId, timer: timer.kind },
          'a timer failed; the next sweep tries it again',
        );
      }
    }
    if (due.length < BATCH) break;
  }
  if (acted > 0) world.wake.outbox();
  return acted;
}

async function act(world: World, timer: Timer): Promise<boolean> {
  if (timer.kind === 'handoff') return handOver(world, timer);
  const acted = await actIn(world, timer, null);
  if (typeof acted === 'boolean') return acted;
  // Nothing in a transaction waits for Slack.
  const asked = acted.map(async (name) => [name, await world.members.group(name)] as const);
  return (await actIn(world, timer, new Map(await Promise.all(asked)))) === true;
}

/** Whether the timer was acted on; or the user groups whose members have to be known first. */
async function actIn(
  world: World,
  timer: IncidentTimer,
  groups: Groups | null,
): Promise<boolean | string[]> {
  const now = world.clock.now();
  return world.store.write(async (tx) => {
    const incident = await tx.incidents.lock(timer.incidentId);
    // Incident, run, timer: the order of locks everywhere, or an approval in this moment would wait for us and we for it.
    const run = isOfRun(timer) ? await tx.runs.lock(timer.subject) : null;
    const ask = timer.kind === 'escalate' && incident ? groupsToAsk(incident.escalation) : [];
    if (groups === null && ask.length > 0) return ask;
    // An acknowledgement may have cleared the timer meanwhile.
    if (incident === null || !(await tx.timers.claim(timer))) return false;
    switch (timer.kind) {
      case 'escalate':
        await settle(tx, world, { incident, entries: [] }, now, groups);
        break;
      case 'watch-ack':
        await lookAfterAck(tx, world, incident, now);
        break;
      case 'notify':
        await notifyNow(tx, timer, now);
        break;
      case 'remind-approvers':
        await remindApprovers(tx, run, now);
        break;
      case 'expire-run':
        await expireRun(tx, run, now);
        break;
      case 'refuse-run':
        await refuseWaiting(tx, world, run, now);
        break;
      default:
        unreachable(timer.kind);
    }
    return true;
  });
}

/** Slack follows: whoever has not decided is asked again. */
async function remindApprovers(tx: Tx, run: Run | null, now: Date): Promise<void> {
  if (run?.state !== 'pending') return;
  await tx.runs.save({ ...run, remindedAt: now });
  await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
}

async function expireRun(tx: Tx, run: Run | null, now: Date): Promise<void> {
  if (run?.state !== 'pending') return;
  await tx.runs.save({ ...run, state: 'expired', finishedAt: now });
  await tx.timeline.add(
    run.incidentId,
    [
      {
        kind: 'run-expired',
        actor: RUNBELL,
        text: `Nobody approved *${plain(run.label)}* in time, so the request has expired.`,
        data: { run: run.id },
        post: true,
      },
    ],
    now,
  );
  await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
}

function isOfRun({ kind }: IncidentTimer): boolean {
  return kind !== 'escalate' && kind !== 'watch-ack' && kind !== 'notify';
}

function keyOf(timer: Timer): string {
  return `${timer.kind} ${timer.subject}`;
}
