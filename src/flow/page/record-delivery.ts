import type { NewEntry } from '../../incident/entry.ts';
import { plain, RUNBELL } from '../../incident/entry.ts';
import type { Incident, Page } from '../../incident/types.ts';
import { formatDuration, HOUR, MINUTE, SECOND } from '../../lib/duration.ts';
import { type Means, meansWords } from '../../oncall/contact.ts';
import { QUIET } from '../../oncall/contact-plan.ts';
import { missing } from '../../oncall/escalation.ts';
import type { Effect, Tx, World } from '../ports.ts';
import { late, reached, unsure, who } from './delivery-entries.ts';
import type { Delivery, LockedNotification } from './notify-ports.ts';
import { sending, startAll } from './plan-pages.ts';
import { settle } from './settle.ts';

/** Later than this the channel is told, and why. */
const LATE_MS = 30 * SECOND;
/** After so many failures, or when a provider wants to be left alone so long, the next means is used as well. */
const HURRY = { attempts: 3, afterMs: 5 * SECOND };

/** Writes down what came of one message, for each page that it said, and says whether any of them still wants it. */
export async function recordDelivery(
  world: World,
  begun: readonly LockedNotification[],
  delivery: Delivery,
): Promise<{ lateMs: number | null; wanted: boolean }> {
  let lateMs: number | null = null;
  let wanted = false;
  // The one that leads comes last: until then a crash brings all of them back.
  for (const one of begun.toReversed()) {
    const recorded = await world.store.write((tx) => record(tx, world, one, delivery));
    if (typeof recorded === 'number') lateMs = Math.max(lateMs ?? 0, recorded);
    if (recorded !== 'over') wanted = true;
  }
  world.wake.outbox();
  return { lateMs, wanted };
}

/** A provider says later that what it took reached nobody after all. */
export async function recordFailure(
  world: World,
  sent: Pick<LockedNotification, 'id' | 'pageId' | 'incidentId'>,
  why: string,
): Promise<void> {
  await world.store.write(async (tx) => {
    const scene = await sceneOf(tx, world, sent);
    if (scene === null || scene.one.state !== 'delivered') return;
    if (wanted(scene.incident, scene.page)) await failed(scene, why);
    else await tx.notifications.save({ ...scene.one, state: 'failed', why });
  });
  world.wake.outbox();
}

/** What one page has, locked in the order of locks everywhere. */
interface Scene {
  tx: Tx;
  world: World;
  incident: Incident;
  page: Page;
  one: LockedNotification;
  /** The other means of the same page. */
  rest: LockedNotification[];
  now: Date;
}

async function record(
  tx: Tx,
  world: World,
  begun: LockedNotification,
  delivery: Delivery,
): Promise<number | null | 'over'> {
  const scene = await sceneOf(tx, world, begun);
  if (scene === null) return null;
  switch (delivery.state) {
    case 'delivered':
      return delivered(scene, delivery.ref);
    case 'failed':
      return failed(scene, delivery.why);
    case 'retry':
      return again(scene, delivery);
  }
}

async function sceneOf(
  tx: Tx,
  world: World,
  begun: Pick<LockedNotification, 'id' | 'pageId' | 'incidentId'>,
): Promise<Scene | null> {
  const incident = await tx.incidents.lock(begun.incidentId);
  const page = await tx.pages.lock(begun.pageId);
  const all = await tx.notifications.lockPage(begun.pageId);
  const one = all.find(({ id }) => id === begun.id);
  if (incident === null || page === null || one === undefined) return null;
  const rest = all.filter(({ id }) => id !== one.id);
  return { tx, world, incident, page, one, rest, now: world.clock.now() };
}

async function delivered(scene: Scene, ref: string | null): Promise<number> {
  const { tx, incident, page, one, now } = scene;
  const lateMs = one.lateMs + one.waitedMs;
  await tx.notifications.save({ ...one, state: 'delivered', sentAt: now, ref, lateMs });
  const [channelId = null, messageTs = null] = one.means === 'slack' ? (ref ?? '').split(':') : [];
  await tx.pages.save({
    ...page,
    state: 'sent',
    sentAt: page.sentAt ?? now,
    ...(channelId && { channelId, messageTs }),
  });
  await tell(scene, [
    ...(one.means === 'slack' && !one.maybeTwice ? [] : [reached(scene)]),
    ...(lateMs > LATE_MS ? [late(scene, lateMs)] : []),
  ]);
  await tx.effects.add([{ kind: 'sync-incident', incidentId: incident.id }]);
  return lateMs;
}

async function failed(scene: Scene, why: string): Promise<null> {
  const { tx, world, incident, page, one, rest, now } = scene;
  await tx.notifications.save({ ...one, state: 'failed', why });
  const next = nextOf(scene);
  const words = `${who(page)} could not be reached by ${meansWords[one.means]}: ${plain(why)}.`;
  const data = { page: page.id, notification: one.id, means: one.means, refusal: why };
  if (next !== null || rest.some(alive)) {
    const then = next === null ? '' : ` Trying ${meansWords[next.means]} at once.`;
    await tell(scene, [
      { kind: 'page-failed', actor: RUNBELL, text: `${words}${then}`, data, post: true },
    ]);
    await tx.effects.add([
      ...(next === null ? [] : await bringForward(scene, next)),
      { kind: 'sync-incident', incidentId: incident.id },
    ]);
    return null;
  }
  if (page.state === 'cancelled' || page.state === 'failed') return null;
  await tx.pages.save({ ...page, state: 'failed', detail: why });
  const { escalation } = incident;
  const others = await tx.pages.reachable(page);
  const stuck = others === 0 && escalation.state === 'running' && escalation.level === page.level;
  const text = `${who(page)} could not be paged: ${plain(why)}.${stuck ? ' Nobody else is at this level, so paging moves on at once.' : ''}`;
  await settle(
    tx,
    world,
    {
      incident: stuck ? { ...incident, escalation: { ...escalation, nextAt: now } } : incident,
      entries: [{ kind: 'page-failed', actor: RUNBELL, text, data, post: true }],
    },
    now,
  );
  return null;
}

async function again(
  scene: Scene,
  delivery: Extract<Delivery, { state: 'retry' }>,
): Promise<null | 'over'> {
  const { tx, incident, page, one } = scene;
  if (!wanted(incident, page)) {
    await tx.notifications.save({ ...one, state: 'cancelled', leader: null, why: delivery.why });
    if (one.maybeTwice) await tell(scene, [unsure(scene)]);
    return 'over';
  }
  if (delivery.untried) {
    await tx.notifications.save({
      ...one,
      state: 'pending',
      leader: null,
      attempts: one.attempts - 1,
    });
  } else if (one.waitedMs > patience(one.means)) {
    await failed(scene, `${delivery.why}; given up after ${formatDuration(one.waitedMs)}`);
    return 'over';
  } else {
    await tx.notifications.save({
      ...one,
      state: 'pending',
      leader: null,
      why: delivery.why,
      maybeTwice: one.maybeTwice || (delivery.unsure === true && one.means !== 'slack'),
    });
    await hurry(scene, delivery);
  }
  // What another message said has no effect of its own any more.
  if (one.leader !== null) await tx.effects.add([sending(one)]);
  return null;
}

/** Slack comes back sooner or later, and everybody has it; of all else there is more than one. */
function patience(means: Means): number {
  return means === 'slack' ? 24 * HOUR : 30 * MINUTE;
}

/** Whether the page still asks for an answer. */
export function wanted({ escalation }: Incident, { round, state, user }: Page): boolean {
  if (state === 'cancelled' || round < escalation.afresh) return false;
  if (escalation.state === 'awaiting') return user === null || missing(escalation).includes(user);
  return escalation.state === 'running' || escalation.state === 'exhausted';
}

async function hurry(
  scene: Scene,
  { afterMs, why }: Extract<Delivery, { state: 'retry' }>,
): Promise<void> {
  const { tx, page, one, rest } = scene;
  const slow = one.attempts >= HURRY.attempts || (afterMs ?? 0) >= HURRY.afterMs;
  const hurried = rest.some((other) => other.step > one.step && other.ready && alive(other));
  const next = slow && !hurried ? nextOf(scene) : null;
  if (next === null) return;
  await tell(scene, [
    {
      kind: 'page-delayed',
      actor: RUNBELL,
      text: `${who(page)} is not reached by ${meansWords[one.means]} yet: ${plain(why)}. Trying ${meansWords[next.means]} as well.`,
      data: { page: page.id, notification: one.id, means: one.means },
      post: true,
    },
  ]);
  await tx.effects.add(await bringForward(scene, next));
}

/** The next means that still has time; one that quiet hours hold back only when there is nothing else. */
function nextOf({ rest }: Scene): LockedNotification | null {
  const waiting = rest.filter(({ state, ready }) => state === 'pending' && !ready);
  const byTime = waiting.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const open = byTime.find(({ why }) => why !== QUIET);
  if (open) return open;
  return rest.some((one) => alive(one) && one.ready) ? null : (byTime[0] ?? null);
}

/** It has reached them, or still may. */
function alive({ state }: LockedNotification): boolean {
  return state === 'delivered' || state === 'sending' || state === 'pending';
}

async function bringForward({ tx, now }: Scene, next: LockedNotification): Promise<Effect[]> {
  const ready = { ...next, dueAt: now, ready: true };
  await tx.timers.clear('notify', next.id);
  await tx.notifications.save(ready);
  return startAll(tx, [ready]);
}

async function tell({ tx, incident, now }: Scene, entries: NewEntry[]): Promise<void> {
  if (entries.length > 0) await tx.timeline.add(incident.id, entries, now);
}
