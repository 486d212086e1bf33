import { facetOf, looksLikeAlertName, splitsList } from '../procedure/section-words.ts';
import { isInstruction } from '../procedure/verbs.ts';
import { boldLead, type CodeSpan, codeSpans, isPlain, textOf } from './inline.ts';
import type {
  BlockNode,
  CodeNode,
  Document,
  Lines,
  ListItemNode,
  ListNode,
  ParagraphNode,
  TableNode,
} from './nodes.ts';

export type Block =
  | { type: 'heading'; style: 'atx' | 'bold' | 'item'; depth: number; text: string; line: number }
  /** The list item that was a heading is over. */
  | { type: 'close'; depth: number }
  | FenceBlock
  | ProseBlock
  | TableBlock;

interface Placed extends Lines {
  /** Labels of the list items around it, outermost first. */
  labels: string[];
}

export interface FenceBlock extends Placed {
  type: 'fence';
  lang: string | null;
  code: string;
  /** Line of the first line of code. */
  codeLine: number;
}

export interface ProseBlock extends Placed {
  type: 'prose';
  form: 'paragraph' | 'item' | 'check';
  ordered: boolean;
  text: string;
  /** The bold words it begins with, if they label it. */
  lead: string | null;
  /** Holds a nested list or a fence, so it is a label rather than a step. */
  parent: boolean;
  codes: CodeSpan[];
  /** Nothing but a link, as in a table of contents. */
  linkOnly: boolean;
  /** One line of text without any marks, so that it stands in the file as it is read. */
  plain: boolean;
}

export interface TableBlock extends Placed {
  type: 'table';
  header: string[];
  rows: { text: string; codes: CodeSpan[] }[][];
}

const boldDepth = 7;
const itemDepth = 8;
const facetDepth = 9;
/** Deeper nesting is not a runbook; it bounds recursion. */
const MAX_NESTING = 40;

/** A document as a flat list of blocks, in order, with bold pseudo-headings recognised. */
export function readBlocks({ children }: Document): Block[] {
  const walker = new Walker();
  walker.children(children, [], 0);
  return walker.blocks;
}

class Walker {
  readonly blocks: Block[] = [];
  private headings: { depth: number; text: string }[] = [];

  children(nodes: BlockNode[], labels: string[], nesting: number): void {
    if (nesting > MAX_NESTING) return;
    for (const node of nodes) this.node(node, labels, nesting);
  }

  private node(node: BlockNode, labels: string[], nesting: number): void {
    switch (node.type) {
      case 'heading':
        this.heading('atx', node.depth, textOf(node), node.startLine);
        break;
      case 'paragraph':
        this.paragraph(node, labels);
        break;
      case 'code':
        this.blocks.push(fence(node, labels));
        break;
      case 'list':
        this.list(node, labels, nesting);
        break;
      case 'table':
        this.blocks.push(table(node, labels));
        break;
      case 'quote':
        this.children(node.children, labels, nesting + 1);
        break;
    }
  }

  private heading(style: 'atx' | 'bold' | 'item', depth: number, text: string, line: number): void {
    this.headings = [...this.headings.filter((one) => one.depth < depth), { depth, text }];
    this.blocks.push({ type: 'heading', style, depth, text, line });
  }

  private paragraph(node: ParagraphNode, labels: string[]): void {
    const lead = boldLead(node);
    if (lead?.labels && labels.length === 0 && isPseudoHeading(lead.title, lead.rest)) {
      const depth = facetOf(lead.title) ? facetDepth : boldDepth;
      this.heading('bold', depth, lead.title, node.startLine);
      if (lead.rest === '') return;
      this.blocks.push({ ...prose(node, labels), text: lead.rest, lead: null });
      return;
    }
    this.blocks.push(prose(node, labels));
  }

  private list(list: ListNode, labels: string[], nesting: number): void {
    const split = labels.length === 0 && this.splits(list);
    for (const item of list.items) {
      const [first, ...rest] = item.children;
      if (first?.type !== 'paragraph') {
        this.children(item.children, labels, nesting + 1);
        continue;
      }
      const lead = boldLead(first);
      if (split && lead) {
        this.heading('item', itemDepth, lead.title, first.startLine);
        this.children(rest, [], nesting + 1);
        this.headings = this.headings.filter((one) => one.depth < itemDepth);
        this.blocks.push({ type: 'close', depth: itemDepth });
        continue;
      }
      const block = itemProse(first, item, list, labels);
      this.blocks.push(block);
      const own = (block.lead ?? block.text).replace(/\s*:$/, '');
      this.children(rest, [...labels, own], nesting + 1);
    }
  }

  /** Whether each item of the list answers a situation of its own ("1. **Disk full**"). */
  private splits(list: ListNode): boolean {
    const above = this.headings.at(-1);
    if (!above || !splitsList(above.text) || list.items.length < 2) return false;
    // "Upload hangs" below "Common issues" is a situation, though it begins like an order.
    const named = /\b(?:issues|problems|errors|failures|scenarios|incidents)\b/i.test(above.text);
    const leads = list.items.map((item) => {
      const [first, ...rest] = item.children;
      return first?.type === 'paragraph' && rest.length > 0 ? boldLead(first) : null;
    });
    const facets = leads.filter((lead) => lead && facetOf(lead.title)).length;
    return (
      facets * 2 < leads.length &&
      leads.every((lead) => lead?.labels === true && (named || !isStepTitle(lead.title)))
    );
  }
}

/** `**Check the logs:**` is a step's title; `**Disk full**` names a situation. */
function isStepTitle(title: string): boolean {
  return isInstruction(title) && !/\b(?:restart|rollback|backup|recovery)$/i.test(title);
}

function isPseudoHeading(title: string, rest: string): boolean {
  if (title.length > 90) return false;
  if (rest === '' || /^\([^)]*\)$/.test(rest)) return true;
  return facetOf(title) !== null || looksLikeAlertName(title);
}

function prose(node: ParagraphNode, labels: string[]): ProseBlock {
  const lead = boldLead(node);
  const text = textOf(node);
  const linked = node.children.length === 1 && node.children[0]?.type === 'link';
  return {
    type: 'prose',
    form: 'paragraph',
    ordered: false,
    text,
    lead: lead?.labels ? lead.title : null,
    parent: false,
    codes: codeSpans(node),
    plain: isPlain(node, text),
    linkOnly: linked || /^https?:\/\/\S+$/.test(text),
    labels,
    ...linesOf(node),
  };
}

function itemProse(
  node: ParagraphNode,
  item: ListItemNode,
  list: ListNode,
  labels: string[],
): ProseBlock {
  const parent = item.children
    .slice(1)
    .some((child) => child.type === 'list' || child.type === 'code');
  return {
    ...prose(node, labels),
    form: item.checked !== null ? 'check' : 'item',
    ordered: list.ordered,
    parent,
  };
}

function fence(node: CodeNode, labels: string[]): FenceBlock {
  const { lang, code, marks, startLine } = node;
  // An indented block has no line of its own above the code.
  const codeLine = marks === null ? startLine : startLine + 1;
  return { type: 'fence', lang, code, codeLine, labels, ...linesOf(node) };
}

function table(node: TableNode, labels: string[]): TableBlock {
  const [head = [], ...body] = node.rows;
  return {
    type: 'table',
    header: head.map((cell) => textOf(cell)),
    rows: body.map((row) => row.map((cell) => ({ text: textOf(cell), codes: codeSpans(cell) }))),
    labels,
    ...linesOf(node),
  };
}

function linesOf({ startLine, endLine }: Lines): Lines {
  return { startLine, endLine };
}
