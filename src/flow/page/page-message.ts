import type { Notification, NotificationReader, PageMessage, PageSubject } from './notify-ports.ts';

/** Addresses that only an adapter knows. */
export interface PageLinks {
  /** Opens a channel of Slack in a browser. */
  channel: (channelId: string) => string | null;
  /** Acknowledges, once, for whoever holds it. */
  ack: (notification: string) => string | null;
}

/** What one message says about all that it is sent for; null when nothing of it is known any more. */
export async function pageMessage(
  reader: Pick<NotificationReader, 'subjects'>,
  notifications: readonly Notification[],
  links: PageLinks,
): Promise<PageMessage | null> {
  const stored = await reader.subjects(notifications.map(({ id }) => id));
  const [first, ...others] = stored.map(
    ({ channelId, notification, ...subject }): PageSubject => ({
      ...subject,
      channelUrl: channelId === null ? null : links.channel(channelId),
      ackUrl: links.ack(notification),
    }),
  );
  const [lead] = notifications;
  if (first === undefined || lead === undefined) return null;
  return { id: lead.id, attempt: lead.attempts, to: lead.address, about: [first, ...others] };
}
