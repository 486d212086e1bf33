import type { ReactNode } from 'react';
import { keyed } from '../parts/keyed.ts';
import { asObject, asString, type Json } from '../read.ts';
import { nameOf, useDirectory } from '../state/directory.ts';
import { formatDateToken } from '../text/date-token.ts';
import { emojiGlyph } from '../text/emoji.ts';
import { Link } from '../text/link.tsx';
import { ChannelLink, Mention } from '../text/rich-text.tsx';
import { Unknown } from './unknown.tsx';

export function RichInlines({ parts }: { parts: Json[] }) {
  return keyed(parts, ({ type }) => asString(type)).map(({ key, item }) => (
    <Styled key={key} style={asObject(item.style)}>
      <One part={item} />
    </Styled>
  ));
}

function One({ part }: { part: Json }): ReactNode {
  const directory = useDirectory();
  switch (part.type) {
    case 'text':
      return <span className="plain">{asString(part.text)}</span>;
    case 'link': {
      const url = asString(part.url);
      return <Link url={url}>{asString(part.text) || url}</Link>;
    }
    case 'user': {
      const id = asString(part.user_id);
      return <Mention mine={id === directory.me}>@{nameOf(directory, id)}</Mention>;
    }
    case 'usergroup':
      return <Mention>@{asString(part.usergroup_id)}</Mention>;
    case 'channel':
      return <ChannelLink id={asString(part.channel_id)} />;
    case 'broadcast':
      return <Mention mine>@{asString(part.range)}</Mention>;
    case 'emoji':
      return emojiGlyph(asString(part.name)) ?? `:${asString(part.name)}:`;
    case 'date': {
      const at = Number(part.timestamp) * 1000;
      const format = asString(part.format);
      return formatDateToken(at, format, Date.now()) || asString(part.fallback);
    }
    default:
      return <Unknown what="text part" type={asString(part.type)} source={part} />;
  }
}

function Styled({ style, children }: { style: Json; children: ReactNode }): ReactNode {
  if (style.code === true) return <code>{children}</code>;
  if (style.bold === true) {
    return (
      <strong>
        <Styled style={{ ...style, bold: false }}>{children}</Styled>
      </strong>
    );
  }
  if (style.italic === true) {
    return (
      <em>
        <Styled style={{ ...style, italic: false }}>{children}</Styled>
      </em>
    );
  }
  return style.strike === true ? <s>{children}</s> : children;
}
