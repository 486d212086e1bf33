import { type Directory, nameOf } from '../state/directory.ts';
import { formatDateToken } from '../text/date-token.ts';
import type { Inline, TextBlock } from '../text/nodes.ts';
import { parseText } from '../text/parse.ts';

/** A message in one line of plain words: for pins and for those who listen to the page. */
export function summaryOf(text: string, directory: Directory): string {
  const words = parseText(text, 'mrkdwn')
    .map((block) => blockWords(block, directory))
    .join(' ');
  return words.length > 140 ? `${words.slice(0, 139)}…` : words || 'A message without text';
}

function blockWords(block: TextBlock, directory: Directory): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineWords(block.inlines, directory);
    case 'quote':
      return block.children.map((child) => blockWords(child, directory)).join(' ');
    case 'list':
      return block.items.map(({ inlines }) => inlineWords(inlines, directory)).join(', ');
    case 'pre':
      return block.text;
    case 'rule':
      return '';
    default:
      return block satisfies never;
  }
}

function inlineWords(nodes: Inline[], directory: Directory): string {
  return nodes.map((node) => nodeWords(node, directory)).join('');
}

function nodeWords(node: Inline, directory: Directory): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return ' ';
    case 'bold':
    case 'italic':
    case 'strike':
      return inlineWords(node.children, directory);
    case 'link':
      return node.label;
    case 'emoji':
      return node.glyph;
    case 'user':
      return `@${nameOf(directory, node.id)}`;
    case 'channel':
      return `#${directory.channel(node.id)?.name ?? node.label}`;
    case 'usergroup':
      return `@${node.label || node.id}`;
    case 'broadcast':
      return `@${node.name}`;
    case 'date':
      return formatDateToken(node.at, node.format, Date.now()) || node.fallback;
    default:
      return node satisfies never;
  }
}
