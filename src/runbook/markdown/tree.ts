import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { foldCode, unfoldCode } from './fold-code.ts';

/** GitHub stops rendering at 512 KB; beyond it a file is something else than a runbook. */
export const MAX_CHARACTERS = 512_000;
export const MAX_LINES = 20_000;
/** Columns of indentation kept: micromark's time grows with the depth of each line. */
const MAX_INDENT = 120;

/** Bounded text: no byte order mark, one kind of line end, no bottomless nesting. */
export function cleanMarkdown(markdown: string): { text: string; cut: boolean } {
  const lines = markdown
    .slice(0, MAX_CHARACTERS)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const cut = markdown.length > MAX_CHARACTERS || lines.length > MAX_LINES;
  const text = lines
    .slice(0, MAX_LINES)
    .map((line) => line.replace(/^[\s>]{120,}/, (indent) => indent.slice(0, MAX_INDENT)))
    .join('\n');
  return { text, cut };
}

/** CommonMark + GFM + front matter. micromark: the reference-grade parser; remark would add a pipeline. */
export function parseMarkdown(markdown: string): Root {
  const short = foldCode(markdown);
  if (short !== null && short.folded.length > 0) {
    const root = fromMarkdown(short.text, { extensions, mdastExtensions });
    if (unfoldCode(root, short.folded)) return root;
  }
  return fromMarkdown(markdown, { extensions, mdastExtensions });
}

// Looking for bare addresses takes a third of the time, and nothing here asks whether text is a link.
const { text, ...syntax } = gfm();
const marksKept = ['[', ']', '~'].map((mark) => mark.charCodeAt(0));
const extensions = [
  frontmatter(['yaml', 'toml']),
  {
    ...syntax,
    text: Object.fromEntries(marksKept.map((code) => [code, text?.[code]])),
  },
];
const mdastExtensions = [
  frontmatterFromMarkdown(['yaml', 'toml']),
  gfmFromMarkdown().filter(({ transforms }) => transforms === undefined),
];
