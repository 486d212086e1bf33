import type { Nodes, Paragraph, PhrasingContent, TableCell } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';

export interface CodeSpan {
  text: string;
  /** The sentence up to the span, and what follows it. */
  before: string;
  after: string;
  line: number;
}

/** A sentence has a few; each keeps the text around it, so the number is bounded. */
const MAX_SPANS = 60;

/** Text of a paragraph on one line. */
export function textOf(node: Nodes): string {
  return plainText(node, { includeHtml: false }).replace(/\s+/g, ' ').trim();
}

export function codeSpans(node: Paragraph | TableCell): CodeSpan[] {
  const spans: CodeSpan[] = [];
  let before = '';
  const visit = (child: PhrasingContent): void => {
    if (spans.length >= MAX_SPANS) return;
    if (child.type === 'inlineCode') {
      const text = child.value.replace(/\s+/g, ' ').trim();
      spans.push({ text, before, after: '', line: child.position?.start.line ?? 0 });
      before += '`'.concat(text, '`');
    } else if ('children' in child) {
      for (const inner of child.children) visit(inner);
    } else if ('value' in child && child.type !== 'html') {
      before += child.value.replace(/\s+/g, ' ');
    }
  };
  for (const child of node.children) visit(child);
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
export function boldLead(node: Paragraph): Lead | null {
  const [first, ...others] = node.children;
  if (first?.type !== 'strong') return null;
  const bold = textOf(first);
  const rest = others
    .map((child) => textOf2(child))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  const colon = bold.endsWith(':') || rest.startsWith(':');
  const aside = rest === '' || /^\([^)]*\):?$/.test(rest);
  return {
    title: bold.replace(/\s*:$/, '').trim(),
    rest: rest.replace(/^:\s*/, ''),
    labels: colon || aside,
  };
}

function textOf2(node: PhrasingContent): string {
  return node.type === 'break' ? ' ' : plainText(node, { includeHtml: false });
}

/** Whether a paragraph is one line of text without any marks. */
export function isPlain(node: Paragraph, text: string): boolean {
  const { start, end } = node.position ?? {};
  return (
    node.children.every((child) => child.type === 'text') &&
    (end?.offset ?? 0) - (start?.offset ?? 0) === text.length
  );
}
