import type { Root } from 'mdast';
import { textOf } from './inline.ts';

export interface Title {
  text: string;
  /** Line of the heading it came from; null when it came from elsewhere. */
  line: number | null;
}

/** First h1, unless it is a template; else front matter; else the file's name. */
export function readTitle(root: Root, file: string): Title {
  const heading = root.children.find((node) => node.type === 'heading' && node.depth === 1);
  const text = heading ? textOf(heading) : '';
  if (heading && text !== '' && !/<%|\{\{|\{%/.test(text)) {
    return { text, line: heading.position?.start.line ?? 1 };
  }
  const named = frontMatterTitle(root);
  return { text: named ?? fileName(file), line: heading?.position?.start.line ?? null };
}

/** Only the one key is needed, so no YAML parser is let loose on foreign front matter. */
function frontMatterTitle(root: Root): string | null {
  const [first] = root.children;
  if (first?.type !== 'yaml' && (first?.type as string) !== 'toml') return null;
  const value = first && 'value' in first ? first.value : '';
  const match = /^title\s*[:=]\s*(.+)$/m.exec(value);
  const text = match?.[1]?.trim().replace(/^(["'])(.*)\1$/, '$2') ?? '';
  return text === '' ? null : text;
}

function fileName(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.\w+$/, '');
}
