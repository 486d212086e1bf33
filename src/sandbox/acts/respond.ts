import { z } from 'zod';
import type { Block, Ephemeral } from '../contract.ts';
import type { Hook } from '../response-urls.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { withBlockIds } from '../state/block-ids.ts';
import type { ChannelRecord, MessageRecord } from '../state/records.ts';
import { requireBlocks } from '../validate/refusals.ts';
import type { World } from '../world.ts';
import { changeMessage, deleteMessage } from './change.ts';
import { post } from './post.ts';
import { whisper } from './whisper.ts';

const flag = z.union([z.boolean(), z.literal('true'), z.literal('false')]).transform(String);

const shape = z.object({
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  response_type: z.string().optional(),
  replace_original: flag.optional(),
  delete_original: flag.optional(),
  thread_ts: z.string().optional(),
});

type Answer = z.infer<typeof shape>;

/** What an app says in answer to an interaction: private unless it asks for the channel. */
export function respond(world: World, hook: Hook, body: unknown): void {
  const parsed = shape.safeParse(body);
  const answer = parsed.success ? parsed.data : no('invalid_payload');
  const channel = world.store.channels.get(hook.channel) ?? no('channel_not_found');
  const original = originalOf(world, hook);
  if (answer.delete_original === 'true') {
    remove(world, channel, original ?? no('message_not_found'));
    return;
  }
  if (answer.blocks) requireBlocks(answer.blocks);
  if (!answer.text && !answer.blocks?.length) no('no_text');
  if (answer.replace_original === 'true' && original) {
    replace(world, channel, original, answer);
  } else if (answer.response_type === 'in_channel') {
    if (channel.is_archived) no('is_archived');
    const thread = answer.thread_ts && { threadTs: answer.thread_ts };
    post(world, channel, { user: app.botUserId, ...contentOf(answer), ...thread });
  } else {
    whisper(world, { channel: channel.id, user: hook.user, ...contentOf(answer) });
  }
}

type Original = { message: MessageRecord } | { ephemeral: Ephemeral };

function originalOf(world: World, { source, user, channel }: Hook): Original | null {
  if (!source) return null;
  if (source.ephemeralId === null) {
    const message = world.store.message(channel, source.ts);
    return message ? { message } : null;
  }
  const ephemeral = world.store.ephemerals(user).find(({ id }) => id === source.ephemeralId);
  return ephemeral ? { ephemeral } : null;
}

function remove(world: World, channel: ChannelRecord, original: Original): void {
  if ('ephemeral' in original) world.store.dropEphemeral(original.ephemeral);
  else deleteMessage(world, channel, original.message);
}

function replace(world: World, channel: ChannelRecord, original: Original, answer: Answer): void {
  const content = contentOf(answer);
  if ('ephemeral' in original) {
    const { ephemeral } = original;
    const thread = ephemeral.thread_ts && { threadTs: ephemeral.thread_ts };
    whisper(world, { channel: channel.id, user: ephemeral.user, ...content, ...thread }, ephemeral);
    return;
  }
  changeMessage(world, channel, original.message, (message) => {
    message.text = content.text;
    delete message.blocks;
    if (content.blocks) message.blocks = withBlockIds(content.blocks);
  });
}

function contentOf({ text, blocks }: Answer): { text: string; blocks?: Block[] } {
  return { text: text ?? '', ...(blocks?.length && { blocks: blocks as Block[] }) };
}
