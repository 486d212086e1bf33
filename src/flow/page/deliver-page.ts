import { HOUR, MINUTE } from '../../lib/duration.ts';
import { Fault } from '../../lib/fault.ts';
import type { Means } from '../../oncall/contact.ts';
import { sendAt } from '../../oncall/contact-limits.ts';
import type { Effect } from '../effect.ts';
import type { Tx, World } from '../ports.ts';
import type {
  LockedNotification,
  Notification,
  PageMessage,
  Provider,
  Providers,
} from './notify-ports.ts';
import { startAll } from './plan-pages.ts';
import { recordDelivery } from './record-delivery.ts';
import { NOT_WANTED, stillWanted } from './still-wanted.ts';

export interface Paging {
  world: World;
  providers: Providers;
  messageOf: (notifications: readonly LockedNotification[]) => Promise<PageMessage | null>;
  /** Told of each attempt's end. */
  onAttempt?: (means: Means, outcome: string) => void;
}

/**
 * Carries one page by one means. What was cancelled meanwhile is not sent. Returns how late it was, in
 * milliseconds, or null when nothing was sent; a Fault brings it back.
 */
export async function deliverPage(
  paging: Paging,
  effect: Extract<Effect, { kind: 'page' }>,
): Promise<number | null> {
  const { world, providers } = paging;
  const known = await world.store.notifications.byId(effect.notification);
  const begun = known && (await world.store.write((tx) => begin(tx, world, known)));
  if (begun === null) return null;
  const [{ means }] = begun;
  const message = await paging.messageOf(begun);
  if (message === null) return null;
  // Slack shows what a dead bot had sent, and is asked for that first.
  const leaves = means === 'slack' || (await stillWanted(world, begun));
  const delivery = leaves ? await ask(providers[means], message) : NOT_WANTED;
  if (leaves) paging.onAttempt?.(means, delivery.state);
  const { lateMs, wanted } = await recordDelivery(world, begun, delivery);
  if (delivery.state !== 'retry' || !wanted) return lateMs;
  throw new Fault('page-undelivered', `A page by ${means} has to be tried again: ${delivery.why}`, {
    retry: true,
    ...(delivery.afterMs !== null && { retryAfterMs: delivery.afterMs }),
  });
}

type Begun = [LockedNotification, ...LockedNotification[]];

/** Marks it as being sent before anything leaves: whoever finds that mark later cannot know. */
async function begin(
  tx: Tx,
  world: World,
  { id, user, means }: Notification,
): Promise<Begun | null> {
  // Before any row: two that wait for each other's turn would never get it.
  if (user !== null && bundled(means)) await tx.notifications.inTurn(user, means);
  const found = await tx.notifications.lock(id);
  if (found === null || !(found.state === 'pending' || found.state === 'sending')) return null;
  // Another message is saying it.
  if (found.state === 'sending' && found.leader !== null) return null;
  const crashed = found.state === 'sending';
  const others = crashed
    ? (await tx.notifications.lockLed(id)).filter(({ state }) => state === 'sending')
    : bundled(means)
      ? await tx.notifications.lockAlike(found)
      : [];
  if (!crashed && (await postponed(tx, world, found))) return null;
  const all: Begun = [found, ...others];
  const begun = all.map(
    (one): LockedNotification => ({
      ...one,
      state: 'sending',
      attempts: one.attempts + 1,
      maybeTwice: one.maybeTwice || (crashed && !knownTwice.has(one.means)),
      leader: one.id === id ? null : id,
    }),
  );
  for (const one of begun) await tx.notifications.save(one);
  return begun as Begun;
}

/** Where a second one is seen to be the first. */
const knownTwice: ReadonlySet<Means> = new Set(['slack', 'pagerduty', 'opsgenie']);

function bundled(means: Means): means is 'sms' | 'voice' {
  return means === 'sms' || means === 'voice';
}

/** Whoever got one a moment ago gets the next ones together; nobody gets more than is of use. */
async function postponed(tx: Tx, world: World, found: LockedNotification): Promise<boolean> {
  const { means, user, incidentId } = found;
  if (user === null || !bundled(means)) return false;
  const now = world.clock.now();
  const since = new Date(now.getTime() - 3 * HOUR);
  const sent = await tx.notifications.sentSince(user, means, since, now);
  const at = sendAt(means, sent, incidentId, now);
  if (at <= now) return false;
  const later = { ...found, dueAt: at, ready: false, why: 'together with others', lateMs: 0 };
  await tx.notifications.save(later);
  await tx.effects.add(await startAll(tx, [later]));
  return true;
}

/** A provider that throws has a bug; the page is tried again all the same. */
async function ask(provider: Provider | undefined, message: PageMessage) {
  if (provider === undefined) return { state: 'failed', why: 'it is not set up' } as const;
  try {
    return await provider.deliver(message);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { state: 'retry', afterMs: MINUTE / 6, why } as const;
  }
}
