import { z } from 'zod';
import type { Handled } from '../contract.ts';
import { no } from '../slack-error.ts';
import { wireView } from '../state/views.ts';
import { wireMessage } from '../wire/message.ts';
import type { World } from '../world.ts';
import { stateOf } from './fields.ts';
import { actor, memberChannel, messageFor } from './lookup.ts';
import { interaction } from './payloads.ts';

export const closeBody = z.object({ user: z.string(), all: z.boolean().default(false) });

/** Closes the modal on top, or all of them; the app hears of it where its view asks for that. */
export async function closeModal(
  world: World,
  { user, all }: z.output<typeof closeBody>,
): Promise<Handled> {
  const member = actor(world, user);
  for (const view of world.views.close(member.id, all)) {
    if (view.body.notify_on_close !== true) continue;
    await world.app.request('interactive', {
      ...interaction(world, 'view_closed', member),
      view: wireView(view, stateOf(view.blocks, {})),
      is_cleared: all,
    });
  }
  return { ok: true };
}

export const shortcutBody = z.object({
  user: z.string(),
  callback_id: z.string(),
  channel: z.string().optional(),
  messageTs: z.string().optional(),
});

type ShortcutBody = z.output<typeof shortcutBody>;

/** Runs a shortcut, global or on a message. */
export async function runShortcut(world: World, body: ShortcutBody): Promise<Handled> {
  const member = actor(world, body.user);
  const known = world.workspace.shortcuts.find((entry) => entry.callback_id === body.callback_id);
  if (!known) return no('unknown_shortcut');
  const isGlobal = known.type === 'global';
  const outcome = await world.app.request('interactive', {
    ...interaction(world, isGlobal ? 'shortcut' : 'message_action', member),
    callback_id: body.callback_id,
    action_ts: world.store.timestamps.next(),
    ...(isGlobal ? {} : onMessage(world, body)),
  });
  return outcome.ok ? { ok: true, ack: outcome.payload } : { ok: false, error: outcome.error };
}

function onMessage(world: World, body: ShortcutBody): Record<string, unknown> {
  if (!body.channel || !body.messageTs) return no('channel_and_messageTs_required');
  const channel = memberChannel(world, body.channel, body.user);
  const message = messageFor(world, channel, body.messageTs);
  const source = { ts: message.ts, ephemeralId: null };
  const hook = { user: body.user, channel: channel.id, source };
  return {
    message_ts: message.ts,
    message: wireMessage(world, message),
    channel: { id: channel.id, name: channel.is_im ? 'directmessage' : channel.name },
    response_url: world.url + world.hooks.issue('actions', hook),
  };
}
