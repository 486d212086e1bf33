import type { Action } from '../../action/catalogue.ts';
import type { BlockNode, CodeNode, HeadingNode, InlineNode, LinkNode } from '../markdown/nodes.ts';
import { cleanMarkdown, parseMarkdown } from '../markdown/tree.ts';
import type { Runbook } from '../model.ts';

/** One runbook with what the rules need to know about it. */
export interface Source {
  /** As a person would type it. */
  file: string;
  /** As the reader sees it: one kind of line end, of bounded length. */
  text: string;
  lines: string[];
  /** Of its syntax tree, in order; all of it would be much to keep. */
  codes: CodeNode[];
  links: LinkNode[];
  runbook: Runbook;
  /** Null when no service has it. */
  service: string | null;
  actions: Record<string, Action>;
}

export function createSource(
  from: Pick<Source, 'file' | 'runbook' | 'service' | 'actions'> & { markdown: string },
): Source {
  const { markdown, ...rest } = from;
  const { text } = cleanMarkdown(markdown);
  const { codes, links } = contentsOf(text);
  return { ...rest, text, lines: text.split('\n'), codes, links };
}

interface Contents {
  codes: CodeNode[];
  links: LinkNode[];
  headings: HeadingNode[];
}

/** What the rules ask for, wherever in the document it stands. */
export function contentsOf(text: string): Contents {
  const found: Contents = { codes: [], links: [], headings: [] };
  for (const node of parsed(text)) collect(node, found);
  return found;
}

/** The parser bounds the nesting, so the recursion is bounded too. */
function collect(node: BlockNode | InlineNode, found: Contents): void {
  switch (node.type) {
    case 'code':
      found.codes.push(node);
      return;
    case 'text':
    case 'code-span':
      return;
    case 'list':
      for (const item of node.items) for (const child of item.children) collect(child, found);
      return;
    case 'table':
      for (const cell of node.rows.flat()) for (const child of cell.children) collect(child, found);
      return;
    case 'heading':
      found.headings.push(node);
      break;
    case 'link':
    case 'image':
      found.links.push(node);
      break;
    default:
  }
  for (const child of node.children) collect(child, found);
}

/** What the parser cannot bear has a finding of its own, by the reader. */
function parsed(text: string): BlockNode[] {
  try {
    return parseMarkdown(text).children;
  } catch {
    return [];
  }
}
