import { pagedAgain } from '../../incident/decision.ts';
import { type NewEntry, RUNBELL } from '../../incident/entry.ts';
import type { Incident } from '../../incident/types.ts';
import { formatDuration, MINUTE } from '../../lib/duration.ts';
import { isPaging } from '../../oncall/escalation.ts';
import type { LockedNotification } from '../page/notify-ports.ts';
import { planPages, startAll } from '../page/plan-pages.ts';
import { wanted } from '../page/record-delivery.ts';
import { settle } from '../page/settle.ts';
import type { Effect, IncidentTimer, Timer, Tx, World } from '../ports.ts';
import { loseSilentRuns } from '../run/work-run.ts';
import { bringMeansNearer, bringStepNearer } from './audit-clock.ts';
import type { Finding } from './audit-ports.ts';

/**
 * Puts right what was found, under the incident's lock and only if it is still so. What was done stands in
 * the record. A late page is in other hands already, and a timer that is overdue is the next tick's.
 */
export async function repair(world: World, finding: Finding): Promise<void> {
  if (finding.kind === 'page-late' || finding.kind === 'timer-overdue') return;
  if (finding.kind === 'run-silent') {
    await loseSilentRuns(world, MINUTE);
    return;
  }
  const now = world.clock.now();
  await world.store.write(async (tx) => {
    const incident = await tx.incidents.lock(finding.incidentId);
    if (incident === null) return;
    if (await mend(tx, world, finding, incident, now)) await recordRepair(tx, finding, now);
  });
}

/** The record has it, and the channel hears of it. */
export async function recordRepair(tx: Tx, finding: Finding, now: Date): Promise<void> {
  await tx.timeline.add(finding.incidentId, [repairedEntry(finding)], now);
  await tx.effects.add([{ kind: 'sync-incident', incidentId: finding.incidentId }]);
}

function repairedEntry({ kind, subject, timer, forMs }: Finding): NewEntry {
  return {
    kind: 'repaired',
    actor: RUNBELL,
    text: `The auditor found that ${words(kind, timer, forMs)}`,
    data: { finding: kind, subject, ...(timer !== null && { timer }) },
    post: kind !== 'timer-stray',
  };
}

function words(kind: Finding['kind'], timer: string | null, forMs: number): string {
  switch (kind) {
    case 'step-missing':
      return 'paging was on with no next step. The next level is paged now.';
    case 'step-too-far':
      return 'the next step of paging was further away than its level waits, as after a clock that was put back. Its wait starts anew now.';
    case 'means-too-far':
      return 'the next means of a page was as far away as a clock had been ahead that was put back. It waits from now.';
    case 'timer-missing':
      return `the timer for ${timerWords(timer)} was missing. It is set again.`;
    case 'timer-overdue':
      return `${timerWords(timer)} was overdue by ${formatDuration(forMs)}. It was acted on now.`;
    case 'timer-stray':
      return `a timer was left for ${timerWords(timer)}, which is over. It is taken away.`;
    case 'escalation-missing':
      return 'nobody was being paged. Paging starts from the first level.';
    case 'effect-missing':
      return 'a page was written down and never handed over to be sent. It is now.';
    case 'page-forgotten':
      return 'a page had no outcome and was not on its way any more. It is sent now.';
    case 'page-late':
    case 'run-silent':
      return `something has had no outcome for ${formatDuration(forMs)}.`;
  }
}

function timerWords(timer: string | null): string {
  switch (timer) {
    case 'escalate':
      return 'the next step of paging';
    case 'watch-ack':
      return 'looking after the acknowledgement';
    case 'notify':
      return 'the next means of a page';
    default:
      return 'a request';
  }
}

/** Whether anything had to be done. */
async function mend(
  tx: Tx,
  world: World,
  finding: Finding,
  incident: Incident,
  now: Date,
): Promise<boolean> {
  const { escalation } = incident;
  switch (finding.kind) {
    case 'step-missing': {
      if (!isPaging(escalation) || escalation.nextAt !== null) return false;
      const going = { ...incident, escalation: { ...escalation, nextAt: now } };
      await settle(tx, world, { incident: going, entries: [] }, now);
      return true;
    }
    case 'step-too-far':
      return bringStepNearer(tx, world, incident, now);
    case 'means-too-far':
      return bringMeansNearer(tx, finding.subject, now);
    case 'escalation-missing': {
      if (incident.status !== 'open' || isPaging(escalation)) return false;
      await settle(tx, world, { incident: pagedAgain(incident, now), entries: [] }, now);
      return true;
    }
    case 'timer-missing':
      return setTimer(tx, finding, incident);
    case 'timer-stray':
      await tx.timers.clear(finding.timer as Timer['kind'], finding.subject);
      return true;
    case 'effect-missing':
      return sendAgain(tx, incident, finding.subject);
    case 'page-forgotten':
      return planAgain(tx, world, incident, finding.subject, now);
    default:
      return false;
  }
}

async function setTimer(
  tx: Tx,
  { timer, subject }: Finding,
  { id, escalation }: Incident,
): Promise<boolean> {
  if (timer === 'notify') {
    const found = await tx.notifications.lock(subject);
    if (found?.state !== 'pending' || found.ready) return false;
    await tx.effects.add(await startAll(tx, [found]));
    return true;
  }
  const dueAt = timer === 'escalate' ? escalation.nextAt : (escalation.watch?.dueAt ?? null);
  if (dueAt === null) return false;
  await tx.timers.set({ kind: timer as IncidentTimer['kind'], subject: id, incidentId: id, dueAt });
  await tx.effects.add([{ kind: 'alarm', dueAt: dueAt.toISOString() }]);
  return true;
}

async function sendAgain(tx: Tx, incident: Incident, notification: string): Promise<boolean> {
  const known = await tx.notifications.lock(notification);
  const page = known && (await tx.pages.lock(known.pageId));
  if (!known || !page || !isWaiting(known)) return false;
  // Somebody has it by now: nothing is sent any more.
  if (!wanted(incident, page)) {
    await tx.notifications.save({ ...known, state: 'cancelled', leader: null });
    return true;
  }
  await tx.effects.add(await startOver(tx, known));
  return true;
}

/** One that has no means at all gets them anew; else the first of them is tried once more. */
async function planAgain(
  tx: Tx,
  world: World,
  incident: Incident,
  pageId: string,
  now: Date,
): Promise<boolean> {
  const page = await tx.pages.lock(pageId);
  if (page?.state !== 'pending' || !wanted(incident, page)) return false;
  const all = await tx.notifications.lockPage(pageId);
  if (all.some(isWaiting)) return false;
  const first = all.find(({ state }) => state !== 'unverified');
  await tx.effects.add(
    all.length === 0
      ? await planPages(tx, world, incident, [page], page.dueAt, now)
      : first === undefined
        ? []
        : await startOver(tx, first),
  );
  return all.length === 0 || first !== undefined;
}

/** One that was being sent stays so: whoever sends it looks whether it has arrived. */
async function startOver(tx: Tx, one: LockedNotification): Promise<Effect[]> {
  const state = one.state === 'sending' && one.leader === null ? 'sending' : 'pending';
  await tx.notifications.save({ ...one, state, leader: null, ready: true });
  return [{ kind: 'page', notification: one.id, pageId: one.pageId, incidentId: one.incidentId }];
}

function isWaiting({ state }: LockedNotification): boolean {
  return state === 'pending' || state === 'sending';
}
