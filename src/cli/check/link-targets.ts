import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isProblem, limits, readText } from '../../config/read.ts';
import { anchorsOf, type Link, type LinkTarget, relativeLinks } from '../../runbook/lint/links.ts';
import type { PlacedSource } from './sources.ts';

/** Looks up what the links of these files lead to, each file once. */
export async function linkTargets(
  sources: PlacedSource[],
): Promise<(source: PlacedSource, link: Link) => LinkTarget> {
  const known = new Map<string, LinkTarget>();
  for (const source of sources) {
    for (const link of relativeLinks(source)) {
      const path = pathOf(source, link);
      if (!known.has(path)) known.set(path, await targetAt(path));
    }
  }
  return (source, link) => known.get(pathOf(source, link)) ?? 'nothing';
}

function pathOf({ path }: PlacedSource, link: Link): string {
  return link.path === '' ? path : join(dirname(path), link.path);
}

/** Sites leave out the ending of a page, or its whole name. */
const endings = ['', '.md', '/index.md', '/_index.md', '/README.md'];

async function targetAt(path: string): Promise<LinkTarget> {
  const bare = path.replace(/[/\\]+$/, '');
  for (const ending of endings) {
    const facts = await stat(bare + ending).catch(() => null);
    if (facts === null) continue;
    if (facts.isDirectory()) return 'file';
    if (!/\.(?:md|markdown)$/i.test(bare + ending)) return 'file';
    const text = await readText(bare + ending, limits.markdownBytes);
    return isProblem(text) ? 'file' : anchorsOf(text);
  }
  return 'nothing';
}
