/** A Markdown file as a tree; what has no bearing on a runbook (rules, raw HTML) is left out. */
export interface Document {
  /** What stands between the marks of front matter; null without any. */
  frontMatter: string | null;
  children: BlockNode[];
}

/** Lines count from 1. */
export interface Lines {
  startLine: number;
  endLine: number;
}

export type BlockNode = HeadingNode | ParagraphNode | CodeNode | ListNode | QuoteNode | TableNode;

export interface HeadingNode extends Lines {
  type: 'heading';
  depth: number;
  children: InlineNode[];
}

export interface ParagraphNode extends Lines {
  type: 'paragraph';
  /** As it stands in the file, without indentation. */
  raw: string;
  children: InlineNode[];
}

export interface CodeNode extends Lines {
  type: 'code';
  code: string;
  /** The first word behind the marks; null for a block without any. */
  lang: string | null;
  /** The marks that open it; null for an indented block. */
  marks: string | null;
}

export interface ListNode extends Lines {
  type: 'list';
  ordered: boolean;
  items: ListItemNode[];
}

export interface ListItemNode extends Lines {
  /** A checkbox, ticked or not; null for none. */
  checked: boolean | null;
  children: BlockNode[];
}

export interface QuoteNode extends Lines {
  type: 'quote';
  children: BlockNode[];
}

export interface TableNode extends Lines {
  type: 'table';
  /** The first row is the head. */
  rows: CellNode[][];
}

export interface CellNode {
  children: InlineNode[];
}

export type InlineNode = TextNode | CodeSpanNode | MarkedNode | LinkNode;

interface TextNode {
  type: 'text';
  text: string;
}

interface CodeSpanNode {
  type: 'code-span';
  text: string;
  line: number;
}

interface MarkedNode {
  type: 'strong' | 'marked';
  children: InlineNode[];
}

export interface LinkNode {
  type: 'link' | 'image';
  url: string;
  line: number;
  /** The rest of its line, by which its column is found. */
  rest: string;
  children: InlineNode[];
}
