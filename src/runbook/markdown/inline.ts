import type { InlineNode, ParagraphNode } from './nodes.ts';

export interface CodeSpan {
  text: string;
  /** The sentence up to the span, and what follows it. */
  before: string;
  after: string;
  line: number;
}

interface Inline {
  children: InlineNode[];
}

/** A sentence has a few; each keeps the text around it, so the number is bounded. */
const MAX_SPANS = 60;

/** Text of a paragraph on one line. */
export function textOf({ children }: Inline): string {
  return plainText(children).replace(/\s+/g, ' ').trim();
}

function plainText(nodes: InlineNode[]): string {
  let text = '';
  for (const node of nodes) text += 'text' in node ? node.text : plainText(node.children);
  return text;
}

export function codeSpans({ children }: Inline): CodeSpan[] {
  const spans: CodeSpan[] = [];
  let before = '';
  const visit = (node: InlineNode): void => {
    if (spans.length >= MAX_SPANS) return;
    if (node.type === 'code-span') {
      const text = node.text.replace(/\s+/g, ' ').trim();
      spans.push({ text, before, after: '', line: node.line });
      before += '`'.concat(text, '`');
    } else if (node.type === 'text') {
      before += node.text.replace(/\s+/g, ' ');
    } else if (node.type !== 'image') {
      for (const inner of node.children) visit(inner);
    }
  };
  for (const child of children) visit(child);
  return spans.map((span) => ({
    ...span,
    after: before.slice(span.before.length + span.text.length + 2),
  }));
}

export interface Lead {
  /** The bold words at the start, without a colon. */
  title: string;
  /** What follows them in the paragraph. */
  rest: string;
  /** Whether a colon separates both, or nothing follows. */
  labels: boolean;
}

/** `**Impact**: text`, `**Check logs:**`, or null when the paragraph does not begin in bold. */
export function boldLead({ children }: Inline): Lead | null {
  const [first, ...others] = children;
  if (first?.type !== 'strong') return null;
  const bold = textOf(first);
  const rest = textOf({ children: others });
  const colon = bold.endsWith(':') || rest.startsWith(':');
  const aside = rest === '' || /^\([^)]*\):?$/.test(rest);
  return {
    title: bold.replace(/\s*:$/, '').trim(),
    rest: rest.replace(/^:\s*/, ''),
    labels: colon || aside,
  };
}

/** Whether a paragraph is one line of text without any marks. */
export function isPlain({ children, raw }: ParagraphNode, text: string): boolean {
  return raw === text && children.every((child) => child.type === 'text');
}
