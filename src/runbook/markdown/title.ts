import { textOf } from './inline.ts';
import type { Document } from './nodes.ts';

export interface Title {
  text: string;
  /** Line of the heading it came from; null when it came from elsewhere. */
  line: number | null;
}

/** First h1, unless it is a template; else front matter; else the file's name. */
export function readTitle({ frontMatter, children }: Document, file: string): Title {
  const heading = children.find((node) => node.type === 'heading' && node.depth === 1);
  const text = heading?.type === 'heading' ? textOf(heading) : '';
  if (heading && text !== '' && !/<%|\{\{|\{%/.test(text)) {
    return { text, line: heading.startLine };
  }
  return {
    text: titleIn(frontMatter ?? '') ?? fileName(file),
    line: heading?.startLine ?? null,
  };
}

/** Only the one key is needed, so no YAML parser is let loose on foreign front matter. */
function titleIn(frontMatter: string): string | null {
  const match = /^title\s*[:=]\s*(.+)$/m.exec(frontMatter);
  const text = match?.[1]?.trim().replace(/^(["'])(.*)\1$/, '$2') ?? '';
  return text === '' ? null : text;
}

function fileName(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.\w+$/, '');
}
