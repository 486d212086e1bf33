import type { Block } from '../markdown/blocks.ts';
import { type Facet, facetOf, looksLikeAlertName, splitsList } from './section-words.ts';
import { isInstruction } from './verbs.ts';

export type Content = Exclude<Block, { type: 'heading' } | { type: 'close' }>;

/** A heading with what stands below it. */
export interface Part {
  title: string;
  style: 'root' | 'atx' | 'bold' | 'item';
  depth: number;
  line: number;
  endLine: number;
  /** Set when it is one part of the procedure above, not a situation of its own. */
  facet: Facet | null;
  /** Belongs to the procedure above: a facet, or a bold line that names no situation. */
  inner: boolean;
  blocks: Content[];
  parts: Part[];
}

/** Builds the tree of headings. The document title's own heading is the root. */
export function outline(blocks: Block[], title: { text: string; line: number | null }): Part {
  const root: Part = part('root', 0, title.text, title.line ?? 1, null);
  const open: Part[] = [root];
  for (const block of blocks) {
    if (block.type === 'close') {
      while (open.length > 1 && (open.at(-1)?.depth ?? 0) >= block.depth) open.pop();
      continue;
    }
    if (block.type !== 'heading') {
      const last = open.at(-1) ?? root;
      last.blocks.push(block);
      for (const one of open) one.endLine = Math.max(one.endLine, block.endLine);
      continue;
    }
    if (block.line === title.line && block.style === 'atx') continue;
    while (open.length > 1 && (open.at(-1)?.depth ?? 0) >= block.depth) open.pop();
    const next = part(block.style, block.depth, block.text, block.line, facetFor(block));
    const above = open.at(-1) ?? root;
    next.inner = next.facet !== null || (next.style === 'bold' && !isSituation(next, above));
    above.parts.push(next);
    for (const one of open) one.endLine = Math.max(one.endLine, block.line);
    open.push(next);
  }
  markPhases(root);
  return root;
}

export function walk(top: Part, visit: (part: Part) => void): void {
  visit(top);
  for (const inner of top.parts) walk(inner, visit);
}

function isSituation(part: Part, above: Part): boolean {
  if (looksLikeAlertName(part.title) || splitsList(above.title)) return true;
  return above.style === 'root' && !isInstruction(part.title);
}

/** A list item that was split off is a situation, whatever it is called. */
function facetFor(block: Extract<Block, { type: 'heading' }>): Facet | null {
  return block.style === 'item' ? null : facetOf(block.text);
}

/** "1. Check the dashboard", "Step 2: …" are phases of one procedure, not situations. */
function markPhases(top: Part): void {
  const phases = top.parts.filter(
    (one) =>
      /^step\s+\d/i.test(one.title) || (/^\d+[.)]\s/.test(one.title) && isInstruction(one.title)),
  );
  if (phases.length >= 2) {
    for (const phase of phases) phase.inner = true;
  }
  for (const inner of top.parts) markPhases(inner);
}

function part(
  style: Part['style'],
  depth: number,
  title: string,
  line: number,
  facet: Facet | null,
): Part {
  return {
    title,
    style,
    depth,
    line,
    endLine: line,
    facet,
    inner: facet !== null,
    blocks: [],
    parts: [],
  };
}
