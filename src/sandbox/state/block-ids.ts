import { randomBytes } from 'node:crypto';
import type { Block } from '../contract.ts';

/** Blocks and their elements with the ids that Slack makes up where the app gave none. */
export function withBlockIds(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => {
    const named: Block = { ...block, block_id: block.block_id ?? shortId() };
    if (Array.isArray(block.elements)) named.elements = block.elements.map(withActionId);
    if (block.accessory) named.accessory = withActionId(block.accessory);
    if (block.element) named.element = withActionId(block.element);
    return named;
  });
}

const passive = new Set(['image', 'mrkdwn', 'plain_text']);

function withActionId(element: unknown): unknown {
  if (typeof element !== 'object' || element === null || !('type' in element)) return element;
  if (passive.has(String(element.type)) || String(element.type).startsWith('rich_text_')) {
    return element.type === 'rich_text_input' ? { action_id: shortId(), ...element } : element;
  }
  return { action_id: shortId(), ...element };
}

function shortId(): string {
  return randomBytes(3).toString('base64url');
}
