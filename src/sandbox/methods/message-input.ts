import { z } from 'zod';
import type { Block, Message } from '../contract.ts';
import { no, SlackError } from '../slack-error.ts';
import { checkBlocks } from '../validate/blocks.ts';
import { limits } from '../validate/limits.ts';
import { requireBlocks } from '../validate/refusals.ts';
import type { Args } from './args.ts';

export interface MessageInput {
  text: string;
  blocks?: Block[];
  attachments?: Record<string, unknown>[];
  metadata?: Message['metadata'];
}

/** Text, blocks, attachments and metadata of a call that writes a message, held to Slack's limits. */
export function messageInput(args: Args): MessageInput {
  const blocks = blocksOf(args);
  const attachments = attachmentsOf(args);
  const metadata = metadataOf(args);
  const markdown = args.text('markdown_text');
  if (markdown && (args.text('text') || blocks)) no('markdown_text_conflict');
  if ([...(markdown ?? '')].length > limits.markdown) no('msg_too_long');
  return {
    text: markdown ?? args.text('text') ?? '',
    ...(blocks && blocks.length > 0 && { blocks }),
    ...(attachments && attachments.length > 0 && { attachments }),
    ...(metadata && { metadata }),
  };
}

export function isEmpty(input: MessageInput): boolean {
  return input.text === '' && !input.blocks && !input.attachments;
}

function blocksOf(args: Args): Block[] | undefined {
  const blocks = args.json('blocks', 'invalid_blocks_format');
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) return no('invalid_blocks_format');
  requireBlocks(blocks);
  return blocks as Block[];
}

function attachmentsOf(args: Args): Record<string, unknown>[] | undefined {
  const raw = args.json('attachments', 'invalid_attachments');
  if (raw === undefined) return undefined;
  const attachments = z.array(z.record(z.string(), z.unknown())).safeParse(raw);
  if (!attachments.success) return no('invalid_attachments');
  if (attachments.data.length > limits.message.attachments) return no('too_many_attachments');
  for (const { blocks } of attachments.data) {
    if (blocks !== undefined && checkBlocks(blocks, 'message', '/blocks').length > 0) {
      throw new SlackError('invalid_attachments');
    }
  }
  return attachments.data;
}

const metadataShape = z.object({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

function metadataOf(args: Args): Message['metadata'] | undefined {
  const raw = args.json('metadata', 'invalid_metadata_format');
  if (raw === undefined) return undefined;
  if (JSON.stringify(raw).length > limits.metadataBytes) return no('metadata_too_large');
  const metadata = metadataShape.safeParse(raw);
  return metadata.success ? metadata.data : no('invalid_metadata_schema');
}
