import { keyed } from '../parts/keyed.ts';
import { asList, asString, type Json } from '../read.ts';
import { RichInlines } from './rich-text-inline.tsx';
import type { BlockProps } from './surface.ts';
import { Unknown } from './unknown.tsx';

/** Slack's own tree of formatted text: sections, lists, quotes and code. */
export function RichTextBlock({ block }: BlockProps) {
  return (
    <div className="text">
      {keyed(asList(block.elements), typeOf).map(({ key, item }) => (
        <Part key={key} part={item} />
      ))}
    </div>
  );
}

function Part({ part }: { part: Json }) {
  const children = asList(part.elements);
  switch (part.type) {
    case 'rich_text_section':
      return (
        <p>
          <RichInlines parts={children} />
        </p>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <RichInlines parts={children} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <RichInlines parts={children} />
        </pre>
      );
    case 'rich_text_list':
      return <List part={part} items={children} />;
    default:
      return <Unknown what="text part" type={asString(part.type)} source={part} />;
  }
}

function List({ part, items }: { part: Json; items: Json[] }) {
  const depth = typeof part.indent === 'number' ? part.indent : 0;
  const rows = keyed(items, typeOf).map(({ key, item }) => (
    <li key={key} data-depth={Math.min(4, depth)}>
      <RichInlines parts={asList(item.elements)} />
    </li>
  ));
  const start = typeof part.offset === 'number' ? part.offset + 1 : 1;
  return part.style === 'ordered' ? <ol start={start}>{rows}</ol> : <ul>{rows}</ul>;
}

function typeOf(part: Json): string {
  return asString(part.type);
}
