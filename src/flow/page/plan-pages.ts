import { RUNBELL } from '../../incident/entry.ts';
import type { Incident, Page } from '../../incident/types.ts';
import { newId } from '../../lib/ids.ts';
import { meansWords } from '../../oncall/contact.ts';
import { peopleIn } from '../../oncall/recipient.ts';
import type { Effect, Tx, World } from '../ports.ts';
import { contactsFor } from './contacts-for.ts';
import type { Notification } from './notify-ports.ts';

/**
 * Writes down by which means each of these new pages goes out and when, in the transaction that made
 * them. What is due goes out with it; for the rest there are timers. `dueAt` is when the pages fell due:
 * a bot that was away finds out later, and that counts as late.
 */
export async function planPages(
  tx: Tx,
  world: World,
  incident: Incident,
  pages: readonly Page[],
  dueAt: Date,
  now: Date,
): Promise<Effect[]> {
  if (pages.length === 0) return [];
  const proved = await tx.contacts.proved(peopleIn(pages));
  const planned = pages.flatMap((page) =>
    contactsFor(world, incident.severity, page, proved, now).map(
      (contact, step): Notification => ({
        id: newId(),
        pageId: page.id,
        incidentId: page.incidentId,
        user: page.user,
        step,
        means: contact.means,
        address: contact.address,
        state: contact.state,
        dueAt: contact.dueAt,
        sentAt: null,
        ready: contact.state === 'pending' && contact.dueAt <= now,
        attempts: 0,
        ref: null,
        why: contact.why,
        lateMs: Math.max(0, now.getTime() - dueAt.getTime()),
        maybeTwice: false,
        leader: null,
      }),
    ),
  );
  await tellUnverified(tx, incident, planned, now);
  await tx.notifications.add(planned);
  return startAll(tx, planned);
}

/** Sends what is ready, and sets the timers of what is not yet. */
export async function startAll(tx: Tx, notifications: readonly Notification[]): Promise<Effect[]> {
  const effects: Effect[] = [];
  for (const one of notifications) {
    if (one.state !== 'pending') continue;
    if (one.ready) effects.push(sending(one));
    else effects.push(await setTimer(tx, one));
  }
  return effects;
}

export function sending({ id, pageId, incidentId }: Notification): Effect {
  return { kind: 'page', notification: id, pageId, incidentId };
}

async function setTimer(tx: Tx, { id, incidentId, dueAt }: Notification): Promise<Effect> {
  await tx.timers.set({ kind: 'notify', subject: id, incidentId, dueAt });
  return { kind: 'alarm', dueAt: dueAt.toISOString() };
}

/** Once for each person in an incident: the rule is there, and is of no use. */
async function tellUnverified(
  tx: Tx,
  incident: Incident,
  planned: readonly Notification[],
  now: Date,
): Promise<void> {
  const skipped = planned.filter(({ state }) => state === 'unverified');
  for (const user of new Set(skipped.flatMap((one) => one.user ?? []))) {
    if (await tx.notifications.toldUnverified(incident.id, user)) continue;
    const means = skipped.filter((one) => one.user === user).map((one) => meansWords[one.means]);
    const words = [...new Set(means)].join(' and ');
    await tx.timeline.add(
      incident.id,
      [
        {
          kind: 'contact-skipped',
          actor: RUNBELL,
          text: `<@${user}> is not reached by ${words}: the address is not verified. They do that with \`/oncall verify\`.`,
          data: { user, means },
          post: true,
        },
      ],
      now,
    );
  }
}
