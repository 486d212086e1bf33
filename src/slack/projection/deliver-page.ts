import { settle } from '../../flow/settle.ts';
import { RUNBELL } from '../../incident/entry.ts';
import type { Page } from '../../incident/types.ts';
import { digest } from '../../lib/ids.ts';
import type { Outbound } from '../outbound/client.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import type { Message } from '../views/blocks.ts';
import { pageMessage } from '../views/page.ts';
import { recipientName } from '../views/text.ts';
import { findPosted } from './adopt.ts';
import type { Places } from './place.ts';
import { slotMetadata } from './put-slot.ts';
import { channelUrl, type Projection } from './sync-incident.ts';

/**
 * Sends one page as a direct message. A page that was cancelled meanwhile is not sent, and one that a
 * dead bot had sent already is found instead of sent twice. Returns how late it was, in milliseconds.
 */
export async function deliverPage(
  projection: Projection,
  pageId: string,
  incidentId: string,
  attempt: number,
): Promise<number | null> {
  const { world, outbound, places } = projection;
  const view = await world.store.incidents.view(incidentId);
  const page = view?.pages.find(({ id }) => id === pageId);
  if (!view || page?.state !== 'pending') return null;
  const now = world.clock.now();
  const { channelId } = view.incident;
  const message = pageMessage({
    view,
    page,
    channelUrl: channelId && channelUrl(projection, channelId),
    now,
  });
  try {
    const channel = await channelFor(places, page);
    if (channel === null) {
      await giveUp(projection, page, 'not_in_slack');
      return null;
    }
    const slot = `page:${page.id}`;
    const ts =
      (attempt > 1
        ? await findPosted(
            outbound,
            'page',
            { channel, under: null },
            { incident: incidentId, slot },
          )
        : null) ?? (await post(outbound, channel, message, slotMetadata(incidentId, slot)));
    await world.store.slack.put(incidentId, {
      slot,
      channelId: channel,
      ts,
      digest: digest([message.text, message.blocks]),
    });
    const sentAt = world.clock.now();
    await record(projection, page, {
      state: 'sent',
      sentAt,
      channelId: channel,
      messageTs: ts,
    });
    return sentAt.getTime() - page.dueAt.getTime();
  } catch (error) {
    const refusal = slackErrorOf(error);
    if (refusal === null) throw error;
    await giveUp(projection, page, refusal);
    return null;
  }
}

/** Null for a webhook, which has no place in Slack. */
async function channelFor(places: Places, { kind, user, name }: Page): Promise<string | null> {
  if (user !== null) return places.channelOf({ user });
  return kind === 'channel' && name !== null ? places.named(name) : null;
}

async function post(
  outbound: Outbound,
  channel: string,
  message: Message,
  metadata: object,
): Promise<string> {
  const { ts } = await outbound.call('page', 'chat.postMessage', { channel, ...message, metadata });
  return String(ts);
}

async function record({ world }: Projection, page: Page, change: Partial<Page>): Promise<void> {
  await world.store.write(async (tx) => {
    const current = await tx.pages.lock(page.id);
    if (current === null) return;
    await tx.pages.save({ ...current, ...change });
    await tx.effects.add([{ kind: 'sync-incident', incidentId: page.incidentId }]);
  });
  world.wake.outbox();
}

/** Slack will never deliver this one: the channel is told, and when nobody of the level is left the next one is paged at once. */
async function giveUp({ world }: Projection, page: Page, refusal: string): Promise<void> {
  const now = world.clock.now();
  await world.store.write(async (tx) => {
    const incident = await tx.incidents.lock(page.incidentId);
    const current = await tx.pages.lock(page.id);
    if (incident === null || current?.state !== 'pending') return;
    await tx.pages.save({ ...current, state: 'failed', detail: refusal });
    const others = await tx.pages.reachable(page);
    const { escalation } = incident;
    const stuck = others === 0 && escalation.state === 'running' && escalation.level === page.level;
    const text = `${recipientName(page)} could not be paged: Slack says \`${refusal}\`.${stuck ? ' Nobody else is at this level, so paging moves on at once.' : ''}`;
    await settle(
      tx,
      world,
      {
        incident: stuck ? { ...incident, escalation: { ...escalation, nextAt: now } } : incident,
        entries: [
          {
            kind: 'page-failed',
            actor: RUNBELL,
            text,
            data: { page: page.id, refusal },
            post: true,
          },
        ],
      },
      now,
    );
  });
  world.wake.outbox();
}
