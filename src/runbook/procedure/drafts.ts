import { trustOf } from '../command/language.ts';
import { lineKind } from '../command/lexical.ts';
import { readPipeline } from '../command/pipeline.ts';
import { reasons } from '../command/reasons.ts';
import { type Segment, segmentFence } from '../command/segment.ts';
import type { FenceBlock, ProseBlock, TableBlock } from '../markdown/blocks.ts';
import type { CodeSpan } from '../markdown/inline.ts';
import type { Content } from './outline.ts';
import { type Facet, facetOf } from './section-words.ts';
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
        drafts.push(...proseDrafts(block, facet, under));
        break;
      case 'table':
        drafts.push(...tableDrafts(block, facet));
        break;
    }
  }
  return drafts;
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
    above?.type === 'prose' && above.form === 'paragraph' ? lastSentence(above.text) : null;
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

function fenceDrafts(block: FenceBlock, facet: Facet | null, label: string): Draft[] {
  const trust = trustOf(block.lang);
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
  return segments.map((segment): Draft => {
    const gap = lines.slice(last + 1, segment.from);
    const parted = gap.some((line) => line.trim() === '') && gap.some((line) => /^\s*#/.test(line));
    if (bound === 'insideSession' && parted) bound = null;
    last = segment.to;
    const draft = segmentDraft(segment, block, facet, label, bound);
    bound = boundAfter(segment, bound);
    return draft;
  });
}

function boundAfter(segment: Segment, bound: Draft['bound']): Draft['bound'] {
  if (bound === 'insideSession') return bound;
  if (segment.kind === 'command' && readPipeline(segment.text).reason === reasons.session)
    return 'insideSession';
  if (segment.kind === 'state' && /^\s*(?:cd|pushd|source|\.)\s/.test(segment.text))
    return 'folder';
  return bound;
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

/** Lists under these say what is, not what to do. */
const telling = new Set<Facet>(['symptoms', 'causes', 'impact', 'fact']);
const acting = new Set<Facet>(['diagnosis', 'mitigation', 'escalation']);

function proseDrafts(block: ProseBlock, facet: Facet | null, under: Under): Draft[] {
  const quiet = facet !== null && telling.has(facet);
  const label = (text: string) =>
    cleanLabel(text.replace(/`[^`]*`/g, ' ')) || cleanLabel(under.heading);
  const commands =
    quiet && block.form !== 'check' ? [] : block.codes.filter((span) => isTold(span, block));
  if (commands.length > 0) {
    return commands.map((span) => ({
      kind: 'command',
      text: span.text,
      label: label(span.before.trim() === '' ? span.after || under.heading : span.before),
      facet,
      bound: null,
      startLine: block.startLine,
      endLine: block.endLine,
    }));
  }
  if (!isManual(block, facet, quiet)) return [];
  const { startLine, endLine, text } = block;
  return [
    { kind: 'manual', text, label: cleanLabel(text), facet, bound: null, startLine, endLine },
  ];
}

function isManual(block: ProseBlock, facet: Facet | null, quiet: boolean): boolean {
  if (block.form === 'check') return true;
  if (quiet || block.parent || block.text === '') return false;
  const told = isInstruction(block.text);
  if (block.form === 'paragraph') {
    return (
      told &&
      facet !== null &&
      acting.has(facet) &&
      !/:$/.test(block.text) &&
      block.text.length <= 600
    );
  }
  if (told) return true;
  const describes =
    block.lead !== null ||
    /^`[^`]+`\s*[-–—:]/.test(block.text) ||
    /\[[^\]]*(?:contact|email)/i.test(block.text);
  return (
    facet !== null && acting.has(facet) && !describes && !/:\s+\S+@\S+|^https?:/.test(block.text)
  );
}

/** Whether the sentence tells the reader to run this code, rather than mentioning it. */
function isTold(span: CodeSpan, block: ProseBlock): boolean {
  if (lineKind(span.text, 'inline') !== 'command') return false;
  const sentence = span.before.split(/(?<=[.!?;])\s+/).at(-1) ?? '';
  if (
    /\b(?:do not|don't|never|avoid|instead of|rather than|equivalent to|unlike)\b/i.test(sentence)
  )
    return false;
  if (/:\s*$/.test(span.before)) return true;
  if (
    /\b(?:run|running|runs|execute|executing|use|using|with|via|by|try|issue|type|enter|invoke|command)\b[^.]{0,30}$/i.test(
      sentence,
    )
  )
    return true;
  if (span.before.trim() === '') return block.form !== 'paragraph' || span.after.trim() === '';
  return isInstruction(sentence);
}

function tableDrafts(block: TableBlock, facet: Facet | null): Draft[] {
  const drafts: Draft[] = [];
  for (const [rowIndex, row] of block.rows.entries()) {
    for (const [column, cell] of row.entries()) {
      const header = block.header[column] ?? '';
      const asked = /\b(?:commands?|run|check|how|fix|verify)\b/i.test(header);
      for (const span of cell.codes) {
        if (lineKind(span.text, 'inline') !== 'command') continue;
        if (!asked && !isInstruction(span.before)) continue;
        const about = cleanLabel([row[0]?.text, span.before.trim()].filter(Boolean).join(': '));
        const line = span.line || block.startLine + 2 + rowIndex;
        drafts.push({
          kind: 'command',
          text: span.text,
          label: about.replace(/`[^`]*`/g, '').trim() || header,
          facet,
          bound: null,
          startLine: line,
          endLine: line,
        });
      }
    }
  }
  return drafts;
}
