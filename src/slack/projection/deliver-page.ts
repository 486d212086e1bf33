import type { Delivery, PageMessage } from '../../flow/page/notify-ports.ts';
import { NOT_WANTED, stillWanted } from '../../flow/page/still-wanted.ts';
import type { Page } from '../../incident/types.ts';
import { Fault } from '../../lib/fault.ts';
import { digest } from '../../lib/ids.ts';
import type { Outbound } from '../outbound/client.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import type { Message } from '../views/blocks.ts';
import { pageMessage } from '../views/page.ts';
import { findPosted } from './adopt.ts';
import type { Places } from './place.ts';
import { slotMetadata } from './put-slot.ts';
import { channelUrl, type Projection } from './sync-incident.ts';

/** Sends one page as a direct message, or into its channel. One that a dead bot had sent already is found instead of sent twice. */
export async function deliverPage(
  projection: Projection,
  { attempt, about: [{ incidentId, pageId }] }: PageMessage,
): Promise<Delivery> {
  try {
    const { world, outbound, places } = projection;
    const view = await world.store.incidents.view(incidentId);
    const page = view?.pages.find(({ id }) => id === pageId);
    if (!view || !page) return { state: 'failed', why: 'the page is not known any more' };
    const { channelId } = view.incident;
    const message = pageMessage({
      view,
      page,
      channelUrl: channelId && channelUrl(projection, channelId),
      now: world.clock.now(),
    });
    const channel = await channelFor(places, page);
    if (channel === null) return { state: 'failed', why: 'it has no place in Slack' };
    const slot = `page:${page.id}`;
    const wanted = { incident: incidentId, slot };
    const found =
      attempt > 1 ? await findPosted(outbound, 'page', { channel, under: null }, wanted) : null;
    if (found === null && !(await stillWanted(world, [{ incidentId, pageId }]))) return NOT_WANTED;
    const ts = found ?? (await post(outbound, channel, message, slotMetadata(incidentId, slot)));
    await world.store.slack.put(incidentId, {
      slot,
      channelId: channel,
      ts,
      digest: digest([message.text, message.blocks]),
    });
    return { state: 'delivered', ref: `${channel}:${ts}` };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Delivery {
  const refusal = slackErrorOf(error);
  if (refusal !== null) return { state: 'failed', why: `Slack says \`${refusal}\`` };
  if (!(error instanceof Fault)) throw error;
  return { state: 'retry', afterMs: error.retryAfterMs, why: error.message };
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
