import { z } from 'zod';
import { changeMessage, deleteMessage } from '../acts/change.ts';
import { post } from '../acts/post.ts';
import { react } from '../acts/react.ts';
import { encodeTyped } from '../acts/typed.ts';
import { whisper } from '../acts/whisper.ts';
import type { Handled, Message } from '../contract.ts';
import { no } from '../slack-error.ts';
import type { World } from '../world.ts';
import { runCommand } from './command.ts';
import { actor, memberChannel, messageFor } from './lookup.ts';

const text = z.string().trim().min(1).max(40_000);

export const messageBody = z.object({
  user: z.string(),
  channel: z.string(),
  text,
  thread_ts: z.string().optional(),
});

/** A member sends what they typed; a text that begins with a known command is that command. */
export async function sendMessage(
  world: World,
  body: z.output<typeof messageBody>,
): Promise<Handled & { message?: Message }> {
  const member = actor(world, body.user);
  const channel = memberChannel(world, body.channel, member.id);
  const [first = '', ...rest] = body.text.split(/(?<=^\S+)\s/);
  if (world.workspace.commands.some(({ command }) => command === first)) {
    if (!body.thread_ts) {
      const where = { user: member.id, channel: channel.id };
      return runCommand(world, { ...where, command: first, text: rest.join(' ') });
    }
    const complaint = `${first} is not supported in threads. Sorry!`;
    const threadTs = body.thread_ts;
    whisper(world, { channel: channel.id, user: member.id, text: complaint, threadTs });
    return no('command_in_thread');
  }
  if (/^\/[a-z0-9_-]+$/i.test(first)) {
    const complaint = `${first} is not a valid command. A message cannot begin with a slash.`;
    whisper(world, { channel: channel.id, user: member.id, text: complaint });
    return no('unknown_command');
  }
  if (channel.is_archived) return no('is_archived');
  const message = post(world, channel, {
    user: member.id,
    text: encodeTyped(world.store, body.text),
    ...(body.thread_ts && { threadTs: body.thread_ts }),
  });
  return { ok: true, message };
}

export const editBody = z.object({ user: z.string(), channel: z.string(), ts: z.string(), text });

export function editMessage(world: World, body: z.output<typeof editBody>): Handled {
  const { channel, message } = own(world, body);
  changeMessage(world, channel, message, (target) => {
    target.text = encodeTyped(world.store, body.text);
    target.edited = { user: body.user, ts: world.store.timestamps.next() };
  });
  return { ok: true };
}

export const deleteBody = editBody.omit({ text: true });

export function removeMessage(world: World, body: z.output<typeof deleteBody>): Handled {
  const { channel, message } = own(world, body);
  deleteMessage(world, channel, message);
  return { ok: true };
}

export const reactionBody = z.object({
  user: z.string(),
  channel: z.string(),
  ts: z.string(),
  name: z.string(),
  present: z.boolean().default(true),
});

export function toggleReaction(world: World, body: z.output<typeof reactionBody>): Handled {
  const member = actor(world, body.user);
  const channel = memberChannel(world, body.channel, member.id);
  const message = messageFor(world, channel, body.ts);
  const name = body.name.replaceAll(':', '');
  react(world, channel, message, { user: member.id, name, present: body.present });
  return { ok: true };
}

/** Only its author may change a message. */
function own(world: World, body: z.output<typeof deleteBody>) {
  const member = actor(world, body.user);
  const channel = memberChannel(world, body.channel, member.id);
  const message = messageFor(world, channel, body.ts);
  if (message.user !== member.id || message.subtype) return no('not_your_message');
  return { channel, message };
}
