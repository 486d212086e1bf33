import { z } from 'zod';
import type { Ephemeral, Handled } from '../contract.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import type { ChannelRecord, MemberRecord, MessageRecord } from '../state/records.ts';
import { type ViewRecord, wireView } from '../state/views.ts';
import { wireMessage } from '../wire/message.ts';
import type { World } from '../world.ts';
import { type Element, elementsOf, fieldOf, stateOf, valueFrom } from './fields.ts';
import { actor, memberChannel } from './lookup.ts';
import { interaction } from './payloads.ts';

export const interactBody = z.object({
  user: z.string(),
  channel: z.string().optional(),
  messageTs: z.string().optional(),
  view: z.boolean().optional(),
  action: z.looseObject({ action_id: z.string(), block_id: z.string().optional() }),
  values: z.record(z.string(), z.unknown()).default({}),
});

type Body = z.output<typeof interactBody>;

/** Where the element stands: its blocks, and what the payload says about the place. */
interface Place {
  blocks: MessageRecord['blocks'];
  describe(state: Record<string, unknown>): Record<string, unknown>;
}

/** A member presses, picks or ticks something that the app put there. */
export async function interact(world: World, body: Body): Promise<Handled> {
  const member = actor(world, body.user);
  const place = body.view ? viewPlace(world, member, body) : messagePlace(world, member, body);
  const blocks = place.blocks ?? [];
  const found = elementsOf(blocks).find(
    ({ block, element }) =>
      element.action_id === body.action.action_id &&
      (body.action.block_id === undefined || block.block_id === body.action.block_id),
  );
  if (!found) return no('no_such_element');
  const action = actionOf(found.element, found.block.block_id ?? '', body.action, world);
  const field = fieldOf(found.element.type);
  const chosen = field && { [found.block.block_id ?? '']: { [found.element.action_id]: action } };
  const values = stateOf(blocks, { ...body.values, ...chosen });
  const outcome = await world.app.request('interactive', {
    ...interaction(world, 'block_actions', member),
    ...place.describe(values),
    actions: [action],
  });
  return outcome.ok ? { ok: true, ack: outcome.payload } : { ok: false, error: outcome.error };
}

function messagePlace(world: World, member: MemberRecord, body: Body): Place {
  if (!body.channel || !body.messageTs) return no('channel_and_messageTs_or_view_required');
  const channel = memberChannel(world, body.channel, member.id);
  const message = world.store.message(channel.id, body.messageTs);
  if (message) return visiblePlace(world, member, channel, message);
  const ephemeral = world.store
    .ephemerals(member.id)
    .find(({ ts, channel: id }) => ts === body.messageTs && id === channel.id);
  return ephemeral ? ephemeralPlace(world, member, channel, ephemeral) : no('message_not_found');
}

function visiblePlace(
  world: World,
  member: MemberRecord,
  channel: ChannelRecord,
  message: MessageRecord,
): Place {
  if (message.user !== app.botUserId) return no('no_such_element');
  const source = { ts: message.ts, ephemeralId: null };
  const hook = { user: member.id, channel: channel.id, source };
  return {
    blocks: message.blocks,
    describe: (values) => ({
      container: container(channel.id, message.ts, false, message.thread_ts),
      channel: { id: channel.id, name: channel.is_im ? 'directmessage' : channel.name },
      message: wireMessage(world, message, { metadata: true }),
      state: { values },
      response_url: world.url + world.hooks.issue('actions', hook),
    }),
  };
}

function ephemeralPlace(
  world: World,
  member: MemberRecord,
  channel: ChannelRecord,
  ephemeral: Ephemeral,
): Place {
  const source = { ts: ephemeral.ts, ephemeralId: ephemeral.id };
  const hook = { user: member.id, channel: channel.id, source };
  return {
    blocks: ephemeral.blocks,
    describe: (values) => ({
      container: container(channel.id, ephemeral.ts, true, ephemeral.thread_ts),
      channel: { id: channel.id, name: channel.is_im ? 'directmessage' : channel.name },
      state: { values },
      response_url: world.url + world.hooks.issue('actions', hook),
    }),
  };
}

function viewPlace(world: World, member: MemberRecord, body: Body): Place {
  const isThere = (view: ViewRecord | undefined) =>
    view &&
    elementsOf(view.blocks).some(({ element }) => element.action_id === body.action.action_id);
  const modal = world.views.top(member.id);
  const home = world.views.home(member.id);
  const view = isThere(modal) ? modal : isThere(home) ? home : undefined;
  if (!view) return no(modal || home ? 'no_such_element' : 'no_view');
  return {
    blocks: view.blocks,
    describe: (values) => ({
      container: { type: 'view', view_id: view.id },
      view: wireView(view, values),
    }),
  };
}

function container(channel: string, ts: string, ephemeral: boolean, threadTs?: string) {
  return {
    type: 'message',
    message_ts: ts,
    channel_id: channel,
    is_ephemeral: ephemeral,
    ...(threadTs && { thread_ts: threadTs }),
  };
}

/** `actions[0]`: what the element says about itself and what the member chose. */
function actionOf(
  element: Element,
  blockId: string,
  given: Body['action'],
  world: World,
): Record<string, unknown> {
  const { text, value, style, placeholder } = element;
  const field = fieldOf(element.type) ?? (element.type === 'overflow' ? 'selected_option' : null);
  const sent = field ? (given[field] ?? given.value ?? null) : undefined;
  const chosen = field ? valueFrom(element, sent) : undefined;
  if (field === 'selected_option' && chosen === undefined) return no('no_such_option');
  return {
    action_id: element.action_id,
    block_id: blockId,
    type: element.type,
    ...(text !== undefined && { text }),
    ...(style !== undefined && { style }),
    ...(placeholder !== undefined && { placeholder }),
    ...(field ? { [field]: chosen } : value !== undefined && { value }),
    action_ts: world.store.timestamps.next(),
  };
}
