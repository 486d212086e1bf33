import MarkdownIt from 'markdown-it';
import { blockNodes } from './block-nodes.ts';
import { outdent } from './dialects.ts';
import { withOffsets } from './inline-nodes.ts';
import type { BlockNode, Document } from './nodes.ts';

/** GitHub stops rendering at 512 KB; beyond it a file is something else than a runbook. */
export const MAX_CHARACTERS = 512_000;
export const MAX_LINES = 20_000;
/** Columns of indentation kept: a parser's time grows with the depth of each line. */
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

/**
 * CommonMark + GFM + front matter. markdown-it: as true to CommonMark as micromark, which took most of
 * the time that reading a thousand files may take, and of its memory.
 */
export function parseMarkdown(markdown: string): Document {
  const { frontMatter, body } = takeFrontMatter(markdown);
  return { frontMatter, children: read(outdent(body), 0, MAX_DIRECTIVES) };
}

/** A directive inside a directive, and so on: sites have tabs in a card in a grid. */
const MAX_DIRECTIVES = 5;

function read(text: string, above: number, deeper: number): BlockNode[] {
  return blockNodes(parser.parse(text, {}), above, (inner, at) =>
    deeper > 0 ? read(inner, at, deeper - 1) : [],
  );
}

const parser = new MarkdownIt({ html: true });
parser.inline.State = withOffsets(parser.inline.State);
// Addresses are compared with files, and nothing here becomes a page.
parser.normalizeLink = (url) => url;
parser.validateLink = () => true;

/** YAML between `---`, TOML between `+++`, on the very first line. Its lines stay, emptied. */
function takeFrontMatter(markdown: string): { frontMatter: string | null; body: string } {
  const [opening = '', mark] = /^(---|\+\+\+)[ \t]*\n/.exec(markdown) ?? [];
  const rest = markdown.slice(opening.length);
  const closing = mark && (mark === '---' ? /^---[ \t]*$/m : /^\+\+\+[ \t]*$/m).exec(rest);
  if (!closing) return { frontMatter: null, body: markdown };
  const frontMatter = rest.slice(0, closing.index);
  const lines = '\n'.repeat(frontMatter.split('\n').length);
  return { frontMatter, body: lines + rest.slice(closing.index + closing[0].length) };
}
