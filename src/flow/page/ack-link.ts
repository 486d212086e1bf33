import type { Incident } from '../../incident/types.ts';
import { DAY } from '../../lib/duration.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import { acknowledgeIncident } from '../incident/respond.ts';
import type { World } from '../ports.ts';
import type { Notification } from './notify-ports.ts';

const VALID_MS = DAY;

/** What a link in a mail leads to. */
export interface AckLink {
  notification: Notification;
  user: string;
  incident: Incident;
}

/**
 * The last part of a link that acknowledges once: which page, and until when, sealed with the key of the
 * installation. A page is one person's, in one incident, since paging last started.
 */
export function ackToken({ vault, clock }: World, notification: string): string {
  const until = clock.now().getTime() + VALID_MS;
  return Buffer.from(vault.seal(`ack ${notification} ${until}`), 'base64').toString('base64url');
}

/** What a link is for, without doing it: programs that look through mail open every link. */
export async function readAckLink(world: World, token: string): Promise<AckLink | Refusal> {
  const sealed = Buffer.from(token.slice(0, 400), 'base64url').toString('base64');
  const [, id = '', until] = /^ack (\w+) (\d+)$/.exec(world.vault.open(sealed) ?? '') ?? [];
  if (until === undefined)
    return refuse('link-unknown', 'This link is not one of ours. Acknowledge in Slack.');
  if (Number(until) < world.clock.now().getTime())
    return refuse('link-old', 'This link is over a day old. Acknowledge in Slack.');
  const notification = await world.store.notifications.byId(id);
  const view = notification && (await world.store.incidents.view(notification.incidentId));
  const page = view?.pages.find((one) => one.id === notification?.pageId);
  if (!notification || notification.user === null || !view || !page)
    return refuse('link-unknown', 'The page of this link is not known any more.');
  const { incident } = view;
  if (page.round < incident.escalation.afresh)
    return refuse(
      'link-old',
      `Paging started again since this mail, so its link is not valid any more. Use the newest one, or Slack.`,
    );
  return { notification, user: notification.user, incident };
}

/** Acknowledges for whom the mail was. Works once. */
export async function acknowledgeByLink(world: World, token: string): Promise<Incident | Refusal> {
  const link = await readAckLink(world, token);
  if (isRefusal(link)) return link;
  const { notification, incident, user } = link;
  const first = await world.store.write((tx) =>
    tx.notifications.takeLink(notification.id, world.clock.now()),
  );
  if (!first) return refuse('link-used', 'This link was used already. Look into Slack.');
  return acknowledgeIncident(world, incident.id, user);
}
