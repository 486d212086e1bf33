import type { SentMessages, SlackMessageRow } from '../../flow/slack-state.ts';
import { digest } from '../../lib/ids.ts';
import type { Outbound } from '../outbound/client.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { type Earlier, pick } from './adopt.ts';
import type { Places } from './place.ts';
import type { Slot } from './slots.ts';

export interface Desk {
  /** Or whatever else the messages are about. */
  incidentId: string;
  outbound: Outbound;
  places: Places;
  state: SentMessages;
  /** What stands in Slack as far as we know, by slot name. Kept up to date. */
  standing: Map<string, SlackMessageRow>;
  /** What an attempt before this one may have posted without writing it down; null on the first. */
  earlier: Earlier | null;
}

/** Slack's answers that mean the message we want to edit is not there any more. */
const gone = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
]);

/** Brings one message to where it should be: posts it, edits it, or leaves it when nothing changed. */
export async function putSlot(desk: Desk, slot: Slot): Promise<void> {
  const content = digest([slot.message.text, slot.message.blocks]);
  const before = desk.standing.get(slot.name);
  if (before?.digest === content) return;
  if (before?.ts) {
    if (await edited(desk, slot, before.channelId, before.ts)) {
      await remember(desk, { ...before, digest: content });
      return;
    }
    await forget(desk, slot);
  }
  if (slot.editOnly) return;
  await remember(desk, (await adopted(desk, slot, content)) ?? (await post(desk, slot, content)));
}

/** The message that an attempt before this one posted and then died: edited instead of posted twice. */
async function adopted(desk: Desk, slot: Slot, content: string): Promise<SlackMessageRow | null> {
  if (desk.earlier === null) return null;
  const channel = await desk.places.channelOf(slot.place);
  const posted = await desk.earlier({ channel, under: parentOf(desk, slot) });
  const ts = pick(posted, { incident: desk.incidentId, slot: slot.name });
  if (ts === null || !(await edited(desk, slot, channel, ts))) return null;
  if (slot.pin) await pin(desk, channel, ts);
  return { slot: slot.name, channelId: channel, ts, digest: content };
}

async function edited(desk: Desk, slot: Slot, channel: string, ts: string): Promise<boolean> {
  try {
    await desk.outbound.call('rest', 'chat.update', { channel, ts, ...slot.message });
    return true;
  } catch (error) {
    if (gone.has(slackErrorOf(error) ?? '')) return false;
    throw error;
  }
}

async function post(desk: Desk, slot: Slot, content: string): Promise<SlackMessageRow> {
  const channel = await desk.places.channelOf(slot.place);
  const parent = parentOf(desk, slot);
  const answer = await desk.outbound.call('rest', 'chat.postMessage', {
    channel,
    ...slot.message,
    ...(parent && { thread_ts: parent }),
    unfurl_links: false,
    unfurl_media: false,
    metadata: slotMetadata(desk.incidentId, slot.name),
  });
  const ts = String(answer.ts);
  if (slot.pin) await pin(desk, channel, ts);
  return { slot: slot.name, channelId: channel, ts, digest: content };
}

function parentOf({ standing }: Desk, { under }: Slot): string | null {
  return under === null ? null : (standing.get(under)?.ts ?? null);
}

/** Travels with each message, so that one posted just before a crash is found again. */
export function slotMetadata(incidentId: string, slot: string) {
  return { event_type: 'runbell_slot', event_payload: { incident: incidentId, slot } };
}

/** A card that could not be pinned is still a card. */
async function pin(desk: Desk, channel: string, timestamp: string): Promise<void> {
  try {
    await desk.outbound.call('rest', 'pins.add', { channel, timestamp });
  } catch (error) {
    if (slackErrorOf(error) === null) throw error;
  }
}

async function remember(desk: Desk, row: SlackMessageRow): Promise<void> {
  await desk.state.put(desk.incidentId, row);
  desk.standing.set(row.slot, row);
}

async function forget(desk: Desk, slot: Slot): Promise<void> {
  await desk.state.remove(desk.incidentId, slot.name);
  desk.standing.delete(slot.name);
}
