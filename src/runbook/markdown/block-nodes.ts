import type { Token } from 'markdown-it';
import { inlineNodes } from './inline-nodes.ts';
import type { BlockNode, CellNode, Lines, ListItemNode, ParagraphNode } from './nodes.ts';

/** Reads the text inside a directive; `above` is the number of lines before it. */
export type ReadNested = (text: string, above: number) => BlockNode[];

/** The flat tokens of markdown-it as a tree. */
export function blockNodes(tokens: Token[], above: number, nested: ReadNested): BlockNode[] {
  return new Builder(tokens, above, nested).until(null);
}

/** Reads tokens from left to right; each container is closed by a token of its own. */
class Builder {
  private readonly tokens: Token[];
  private readonly above: number;
  private readonly nested: ReadNested;
  private at = 0;

  constructor(tokens: Token[], above: number, nested: ReadNested) {
    this.tokens = tokens;
    this.above = above;
    this.nested = nested;
  }

  /** The blocks up to the closing token. */
  until(close: string | null): BlockNode[] {
    const nodes: BlockNode[] = [];
    for (;;) {
      const token = this.next();
      if (!token || token.type === close) return nodes;
      const node = this.node(token);
      if (node) nodes.push(node);
    }
  }

  private next(): Token | undefined {
    const token = this.tokens[this.at];
    this.at += 1;
    return token;
  }

  private node(token: Token): BlockNode | null {
    const place = this.linesOf(token);
    switch (token.type) {
      case 'heading_open': {
        const children = this.inline(place.startLine);
        return { type: 'heading', depth: Number(token.tag.slice(1)), children, ...place };
      }
      case 'paragraph_open': {
        const raw = this.tokens[this.at]?.content ?? '';
        return { type: 'paragraph', raw, children: this.inline(place.startLine), ...place };
      }
      case 'fence':
      case 'code_block':
        return this.code(token, place);
      case 'bullet_list_open':
      case 'ordered_list_open': {
        const ordered = token.type === 'ordered_list_open';
        const items = this.items(ordered ? 'ordered_list_close' : 'bullet_list_close');
        return { type: 'list', ordered, items, ...place };
      }
      case 'blockquote_open':
        return { type: 'quote', children: this.until('blockquote_close'), ...place };
      case 'table_open':
        return { type: 'table', rows: this.rows(), ...place };
      default:
        return null;
    }
  }

  /** What stands between the opening token just read and its closing one. */
  private inline(line: number) {
    const token = this.next();
    this.at += 1;
    return token ? inlineNodes(token, line) : [];
  }

  private items(close: string): ListItemNode[] {
    const items: ListItemNode[] = [];
    for (;;) {
      const token = this.next();
      if (!token || token.type === close) return items;
      const children = this.until('list_item_close');
      const [first] = children;
      const checked = first?.type === 'paragraph' ? takeCheckbox(first) : null;
      items.push({ checked, children, ...this.linesOf(token) });
    }
  }

  private rows(): CellNode[][] {
    const rows: CellNode[][] = [];
    let line = 1;
    for (;;) {
      const token = this.next();
      if (!token || token.type === 'table_close') return rows;
      if (token.type === 'tr_open') {
        line = this.linesOf(token).startLine;
        rows.push([]);
      }
      if (token.type === 'inline') rows.at(-1)?.push({ children: inlineNodes(token, line) });
    }
  }

  private code({ type, content, info, markup }: Token, place: Lines): BlockNode {
    const fenced = type === 'fence';
    const lang = (fenced && info.trim().split(/\s+/)[0]) || null;
    if (lang !== null && container.test(lang))
      return { type: 'quote', children: this.nested(content, place.startLine), ...place };
    return {
      type: 'code',
      code: content.replace(/\n$/, ''),
      lang,
      marks: fenced ? markup : null,
      ...place,
    };
  }

  /** `map` counts from 0, and its end is not included. */
  private linesOf({ map }: Token): Lines {
    const [start, end] = map ?? [0, 1];
    return { startLine: this.above + start + 1, endLine: this.above + Math.max(start + 1, end) };
  }
}

/** Directives of MyST and Quarto that hold text, not code. */
const container =
  /^:?\{(?:admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning|topic|sidebar|dropdown|details|tab-set|tab-item|tab|grid|grid-item|grid-item-card|card|div|versionadded|versionchanged|deprecated)\}$/;

/** `- [ ] Ask`: GitHub's checkbox, which is not a part of CommonMark. */
function takeCheckbox(paragraph: ParagraphNode): boolean | null {
  const [first] = paragraph.children;
  const mark = /^\[([ \txX])\]\s+(?=\S|$)/;
  const [box, tick] = (first?.type === 'text' && mark.exec(first.text)) || [];
  if (first?.type !== 'text' || box === undefined || tick === undefined) return null;
  if (first.text === box && paragraph.children.length === 1) return null;
  first.text = first.text.slice(box.length);
  paragraph.raw = paragraph.raw.slice(box.length);
  return /x/i.test(tick);
}
