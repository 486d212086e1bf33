import { textOf } from '../markdown/inline.ts';
import { cleanMarkdown } from '../markdown/tree.ts';
import { finding, type LintFinding, shown } from './finding.ts';
import { contentsOf, type Source } from './source.ts';

/** A link to a file beside this one, or to a heading in it. */
export interface Link {
  line: number;
  column: number;
  /** As written, for the message. */
  written: string;
  /** Relative to the folder of the file; empty for the file itself. */
  path: string;
  anchor: string | null;
}

/** What stands at the end of a link: nothing, some file, or a Markdown file with these anchors. */
export type LinkTarget = 'nothing' | 'file' | ReadonlySet<string>;

export function relativeLinks({ links, lines }: Source): Link[] {
  return links.flatMap(({ url, line, rest }) => {
    if (!isRelative(url)) return [];
    const [path = '', anchor] = url.split('#');
    const column = Math.max(0, (lines[line - 1] ?? '').indexOf(rest)) + 1;
    const place = { line, column, written: url };
    return [
      { ...place, path: decoded(path.split('?')[0] ?? ''), anchor: decoded(anchor ?? '') || null },
    ];
  });
}

export function deadLinks(source: Source, targetOf: (link: Link) => LinkTarget): LintFinding[] {
  return relativeLinks(source).flatMap((link) => {
    const target = targetOf(link);
    const name = `the link \`${shown(link.written)}\``;
    if (target === 'nothing')
      return [finding('dead-link', source.file, link, `${name} leads to no file`)];
    if (target === 'file' || link.anchor === null) return [];
    if (target.has(link.anchor.toLowerCase())) return [];
    const where = link.path === '' ? 'this file' : 'that file';
    const what = `${name} leads to no heading of ${where}`;
    return [finding('dead-link', source.file, link, what)];
  });
}

/** Every anchor of a Markdown file: its headings as GitHub names them, and those set by hand. */
export function anchorsOf(markdown: string): Set<string> {
  const { text } = cleanMarkdown(markdown);
  const byHand = text.matchAll(/(?:\b(?:id|name)=["']|\{#)([\w.:-]+)["'}]/g);
  const anchors = new Set(Array.from(byHand, ([, name = '']) => name.toLowerCase()));
  const turns = new Map<string, number>();
  for (const heading of contentsOf(text).headings) {
    const slug = slugOf(textOf(heading));
    const turn = turns.get(slug) ?? 0;
    turns.set(slug, turn + 1);
    anchors.add(turn === 0 ? slug : `${slug}-${turn}`);
  }
  return anchors;
}

/** Addresses, mail, paths from the root of some site, and templates are not ours to follow. */
function isRelative(url: string): boolean {
  return url !== '' && !/^(?:[a-z][\w+.-]*:|[/\\<])|\{\{|\{%|<%|\$\{/i.test(url);
}

function slugOf(heading: string): string {
  return heading
    .replace(/\s*\{#[^}]*\}\s*$/, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
    .replace(/\s/g, '-');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
