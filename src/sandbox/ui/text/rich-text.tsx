import type { ReactNode } from 'react';
import { keyed } from '../parts/keyed.ts';
import { nameOf, useDirectory } from '../state/directory.ts';
import { formatDateToken } from './date-token.ts';
import { replaceEmoji } from './emoji.ts';
import { Link } from './link.tsx';
import type { Dialect, Inline, TextBlock } from './nodes.ts';
import { parseText } from './parse.ts';
import { fullTime } from './time.ts';

/** Text in Slack's markup (or Markdown) as elements; no markup string ever reaches the page. */
export function RichText({ text, dialect = 'mrkdwn' }: { text: string; dialect?: Dialect }) {
  return (
    <div className="text">
      <Blocks blocks={parseText(text, dialect)} />
    </div>
  );
}

function Blocks({ blocks }: { blocks: TextBlock[] }) {
  return keyed(blocks, ({ kind }) => kind).map(({ key, item }) => (
    <OneBlock key={key} block={item} />
  ));
}

function OneBlock({ block }: { block: TextBlock }): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines nodes={block.inlines} />
        </p>
      );
    case 'heading':
      return (
        <p className={`heading heading-${Math.min(3, block.level)}`}>
          <Inlines nodes={block.inlines} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case 'pre':
      return <pre>{block.text}</pre>;
    case 'rule':
      return <hr />;
    case 'list':
      return <List block={block} />;
    default:
      return block satisfies never;
  }
}

function List({ block }: { block: Extract<TextBlock, { kind: 'list' }> }) {
  const items = keyed(block.items, ({ depth }) => `${depth}`).map(({ key, item }) => (
    <li key={key} data-depth={item.depth} data-task={item.done ?? undefined}>
      {item.done !== null && <span className="task-mark">{item.done ? '☑ ' : '☐ '}</span>}
      <Inlines nodes={item.inlines} />
    </li>
  ));
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function Inlines({ nodes }: { nodes: Inline[] }) {
  return keyed(nodes, ({ kind }) => kind).map(({ key, item }) => (
    <OneInline key={key} node={item} />
  ));
}

function OneInline({ node }: { node: Inline }): ReactNode {
  const directory = useDirectory();
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'bold':
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      );
    case 'link':
      return <Link url={node.url}>{replaceEmoji(node.label)}</Link>;
    case 'emoji':
      return (
        <span role="img" aria-label={node.name} title={`:${node.name}:`}>
          {node.glyph}
        </span>
      );
    case 'user':
      return <Mention mine={node.id === directory.me}>@{nameOf(directory, node.id)}</Mention>;
    case 'usergroup':
      return <Mention>@{node.label.replace(/^@/, '') || node.id}</Mention>;
    case 'broadcast':
      return <Mention mine>@{node.name}</Mention>;
    case 'channel':
      return <ChannelLink id={node.id} label={node.label} />;
    case 'date':
      return <DateToken node={node} />;
    default:
      return node satisfies never;
  }
}

export function Mention({ mine = false, children }: { mine?: boolean; children: ReactNode }) {
  return <span className={mine ? 'mention mention-me' : 'mention'}>{children}</span>;
}

export function ChannelLink({ id, label = '' }: { id: string; label?: string }) {
  const directory = useDirectory();
  const name = directory.channel(id)?.name ?? label;
  if (!directory.channel(id)) return <Mention>#{name || id}</Mention>;
  return (
    <button
      type="button"
      className="mention link"
      onClick={() => directory.go({ channel: id, ts: null, thread: null })}
    >
      #{name}
    </button>
  );
}

function DateToken({ node }: { node: Extract<Inline, { kind: 'date' }> }) {
  const words = formatDateToken(node.at, node.format, Date.now()) || node.fallback;
  const time = (
    <time dateTime={new Date(node.at).toISOString()} title={fullTime(new Date(node.at))}>
      {words}
    </time>
  );
  return node.url ? <Link url={node.url}>{time}</Link> : time;
}
