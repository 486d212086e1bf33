import type { StateInline, Token } from 'markdown-it';
import type { InlineNode, LinkNode } from './nodes.ts';

/** Has markdown-it note where code and links begin; `map` of an inline token is free for it. */
export function withOffsets(State: typeof StateInline): typeof StateInline {
  return class extends State {
    override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
      const token = super.push(type, tag, nesting);
      if (placed.has(type)) token.map = [this.pos, this.pos];
      return token;
    }
  };
}

const placed = new Set(['code_inline', 'link_open', 'image']);

/** The text of a block as a tree; `line` is the one that it begins on. */
export function inlineNodes({ content, children }: Token, line: number): InlineNode[] {
  const top: InlineNode[] = [];
  const open = [top];
  const enter = (node: Extract<InlineNode, { children: InlineNode[] }>) => {
    open.at(-1)?.push(node);
    open.push(node.children);
  };
  for (const token of children ?? []) {
    const into = open.at(-1) ?? top;
    const offset = token.map?.[0] ?? 0;
    switch (token.type) {
      case 'text':
        if (token.content !== '')
          into.push({ type: 'text', text: token.content.replaceAll(footnoteMark, '') });
        break;
      case 'softbreak':
      case 'hardbreak':
        into.push({ type: 'text', text: '\n' });
        break;
      case 'code_inline': {
        const place = line + linesBefore(content, offset);
        into.push({ type: 'code-span', text: token.content, line: place });
        break;
      }
      case 'image':
        into.push({ ...link(token, content, line), children: inlineNodes(token, line) });
        break;
      case 'link_open':
        enter(link(token, content, line));
        break;
      case 'strong_open':
        enter({ type: 'strong', children: [] });
        break;
      case 'em_open':
      case 's_open':
        enter({ type: 'marked', children: [] });
        break;
      default:
        if (token.nesting < 0 && open.length > 1) open.pop();
    }
  }
  return top;
}

/** `[^1]`: a number behind a word, to those who read the page. */
const footnoteMark = /\[\^[^\]\s]{1,60}\]/g;

function link(token: Token, content: string, line: number): LinkNode {
  const image = token.type === 'image';
  // Inside a link the parser stands behind its bracket.
  const offset = Math.max(0, (token.map?.[0] ?? 0) - (image ? 0 : 1));
  const [rest = ''] = content.slice(offset).split('\n', 1);
  return {
    type: image ? 'image' : 'link',
    url: String(token.attrGet(image ? 'src' : 'href') ?? ''),
    line: line + linesBefore(content, offset),
    rest,
    children: [],
  };
}

function linesBefore(text: string, offset: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
}
