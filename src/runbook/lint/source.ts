import type { Nodes } from 'mdast';
import type { Action } from '../../action/catalogue.ts';
import { cleanMarkdown, parseMarkdown } from '../markdown/tree.ts';
import type { Runbook } from '../model.ts';

/** One runbook with what the rules need to know about it. */
export interface Source {
  /** As a person would type it. */
  file: string;
  /** As the reader sees it: one kind of line end, of bounded length. */
  text: string;
  lines: string[];
  /** The code blocks and links of its syntax tree, in order; all of it would be much to keep. */
  nodes: Nodes[];
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
  return { ...rest, text, lines: text.split('\n'), nodes: nodesOf(text).filter(isKept) };
}

function isKept(node: Nodes): boolean {
  return node.type === 'code' || 'url' in node;
}

/** Without recursion: nesting may be as deep as the file is long. */
export function nodesOf(markdown: string): Nodes[] {
  const nodes: Nodes[] = [];
  const open: Nodes[] = parsed(markdown);
  for (let node = open.pop(); node; node = open.pop()) {
    nodes.push(node);
    if ('children' in node) open.push(...node.children.toReversed());
  }
  return nodes;
}

/** What the parser cannot bear has a finding of its own, by the reader. */
function parsed(markdown: string): Nodes[] {
  try {
    return [parseMarkdown(markdown)];
  } catch {
    return [];
  }
}
