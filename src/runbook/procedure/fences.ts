import { mayOpenSession } from '../command/endless-rules.ts';
import { trustOf } from '../command/language.ts';
import { readPipeline } from '../command/pipeline.ts';
import { showsTerminal } from '../command/prompt.ts';
import { reasons } from '../command/reasons.ts';
import { type Segment, segmentFence } from '../command/segment.ts';
import type { FenceBlock } from '../markdown/blocks.ts';
import { cleanLabel, type Draft } from './drafts.ts';
import type { Facet } from './section-words.ts';

/** Commands, manual steps and snippets of one fence. */
export function fenceDrafts(block: FenceBlock, facet: Facet | null, label: string): Draft[] {
  const trust = trustOf(block.lang) ?? (showsTerminal(block.code) ? 'tagged' : null);
  if (trust === 'directive') return [];
  if (trust === null) return [snippet(block.code, facet, label, block.codeLine, block.endLine)];
  const segments = segmentFence(block.code, trust);
  if (!segments.some((segment) => segment.kind === 'command')) {
    const comments = segments.filter((segment) => segment.kind === 'comment');
    const states = segments.filter((segment) => segment.kind === 'state');
    if (comments.length === 0 && states.length === 0)
      return [snippet(block.code, facet, label, block.codeLine, block.endLine)];
  }
  let bound: Draft['bound'] = null;
  let last = -1;
  const lines = block.code.split('\n');
  return segments.map((segment, index): Draft => {
    const gap = lines.slice(last + 1, segment.from);
    const parted = gap.some((line) => line.trim() === '') && gap.some((line) => /^\s*#/.test(line));
    if (bound === 'insideSession' && parted) bound = null;
    last = segment.to;
    const draft = segmentDraft(segment, block, facet, label, bound);
    if (index < segments.length - 1) bound = boundAfter(segment, bound);
    return draft;
  });
}

function boundAfter(segment: Segment, bound: Draft['bound']): Draft['bound'] {
  if (bound === 'insideSession') return bound;
  if (segment.kind === 'command' && opensSession(segment.text)) return 'insideSession';
  const runs = segment.kind === 'state' || segment.kind === 'command';
  if (runs && /^\s*(?:cd|pushd|source|\.)\s/.test(segment.text)) return 'folder';
  return bound;
}

function opensSession(text: string): boolean {
  return mayOpenSession(text) && readPipeline(text).reason === reasons.session;
}

function segmentDraft(
  segment: Segment,
  block: FenceBlock,
  facet: Facet | null,
  label: string,
  bound: Draft['bound'],
): Draft {
  const place = { startLine: block.codeLine + segment.from, endLine: block.codeLine + segment.to };
  const base = { text: segment.text, facet, ...place };
  switch (segment.kind) {
    case 'command':
      return { kind: 'command', ...base, label: segmentLabel(segment.label, label), bound };
    case 'comment':
      return { kind: 'manual', ...base, label: cleanLabel(segment.text), bound: null };
    case 'state':
    case 'snippet':
      return { kind: segment.kind, ...base, label, bound: null };
  }
}

function segmentLabel(comment: string | null, label: string): string {
  if (comment === null || comment === '') return label;
  return /^or:?$/i.test(comment) ? cleanLabel(`Or: ${label}`) : cleanLabel(comment);
}

function snippet(
  text: string,
  facet: Facet | null,
  label: string,
  startLine: number,
  endLine: number,
): Draft {
  return { kind: 'snippet', text, label, facet, bound: null, startLine, endLine };
}
