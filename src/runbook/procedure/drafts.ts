import type { ProseBlock } from '../markdown/blocks.ts';
import { fenceDrafts } from './fences.ts';
import type { Content } from './outline.ts';
import { type Facet, facetOf } from './section-words.ts';
import { proseDrafts, tableDrafts } from './sentences.ts';
import { isInstruction } from './verbs.ts';

/** Something found in the text that becomes a step or a snippet. */
export interface Draft {
  kind: 'command' | 'manual' | 'snippet' | 'state';
  text: string;
  label: string;
  /** Facet of the part or list label that it stands under. */
  facet: Facet | null;
  /** It only makes sense after a line above it in the same fence. */
  bound: 'folder' | 'insideSession' | null;
  startLine: number;
  endLine: number;
}

export interface Under {
  facet: Facet | null;
  heading: string;
}

/** Reads one part's blocks in order. */
export function draftsOf(blocks: Content[], under: Under): Draft[] {
  const drafts: Draft[] = [];
  for (const [index, block] of blocks.entries()) {
    const facet = facetUnder(block.labels, under.facet);
    switch (block.type) {
      case 'fence':
        drafts.push(...fenceDrafts(block, facet, labelFor(blocks, index, under)));
        break;
      case 'prose':
        drafts.push(
          ...proseDrafts(introduces(blocks, index) ? asLabel(block) : block, facet, under),
        );
        break;
      case 'table':
        drafts.push(...tableDrafts(block, facet));
        break;
    }
  }
  return drafts;
}

/** "3. Restart it:" above a block that is not indented enough to belong to the item. */
function introduces(blocks: Content[], index: number): boolean {
  for (const block of blocks.slice(index, index + 3)) {
    if (block.type === 'fence') return true;
    if (block.type !== 'prose' || !/:$/.test(block.text)) return false;
  }
  return false;
}

function asLabel(block: ProseBlock): ProseBlock {
  return block.form === 'item' ? { ...block, parent: true } : block;
}

/** The innermost list label that is a section word wins over the heading. */
function facetUnder(labels: string[], facet: Facet | null): Facet | null {
  for (const label of [...labels].reverse()) {
    const found = facetOf(label);
    if (found) return found;
  }
  return facet;
}

function labelFor(blocks: Content[], index: number, under: Under): string {
  const block = blocks[index];
  const own = block?.labels.at(-1);
  if (own) return cleanLabel(own);
  const above = blocks[index - 1];
  const sentence =
    above?.type === 'prose' && (above.form === 'paragraph' || introduces(blocks, index - 1))
      ? lastSentence(above.text)
      : null;
  return cleanLabel(sentence ?? under.heading);
}

function lastSentence(text: string): string | null {
  const sentence = text.split(/(?<=[.!?])\s+(?=[A-Z])/).at(-1) ?? text;
  return sentence.length <= 140 && (/:$/.test(sentence) || isInstruction(sentence))
    ? sentence
    : null;
}

export function cleanLabel(text: string): string {
  const clean = text
    .replace(/^\s*\d+[.)]\s+/, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s:–—-]+$/, '')
    .trim();
  return clean.length > 150 ? `${clean.slice(0, 149)}…` : clean;
}
