import { memo, useMemo, useState } from 'react';
import type { Ephemeral, Message, State } from '../../contract.ts';
import { Blocks } from '../blocks/block.tsx';
import { type Surface, SurfaceContext } from '../blocks/surface.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { control } from '../state/control.ts';
import { nameOf, useDirectory } from '../state/directory.ts';
import { RichText } from '../text/rich-text.tsx';
import { clockTime, fullTime, tsToDate } from '../text/time.ts';
import { EditMessage } from './edit-message.tsx';
import { Files } from './files.tsx';
import { MessageTools } from './message-tools.tsx';
import { Reactions } from './reactions.tsx';
import { ThreadSummary } from './thread-summary.tsx';

interface Props {
  /** One of the two; apart, so that an unchanged message is not drawn again. */
  item: Message | null;
  ephemeral: Ephemeral | null;
  channel: string;
  archived: boolean;
  leads: boolean;
  system: boolean;
  focused: boolean;
  inThread: boolean;
  replies: number;
  lastReply: string;
  shortcuts: State['shortcuts'];
}

export const MessageRow = memo(function MessageRow(props: Props) {
  const { item, ephemeral, channel, leads } = props;
  const directory = useDirectory();
  const { me, botUserId } = directory;
  const [editing, setEditing] = useState(false);
  const post = item ?? ephemeral;
  const ts = post?.ts ?? '';
  const surface = useMemo<Surface>(
    () => ({
      act: (action) => control('interact', { user: me, channel, messageTs: ts, action }),
      form: null,
    }),
    [me, channel, ts],
  );
  if (!post) return null;
  const author = ephemeral ? botUserId : post.user;
  const date = tsToDate(ts);
  return (
    <li
      className="message"
      data-testid="message"
      data-ts={ts}
      data-author={author}
      data-leads={leads}
      data-system={props.system}
      data-focused={props.focused}
      data-ephemeral={ephemeral !== null}
    >
      <div className="gutter">
        {leads ? (
          <Avatar member={directory.member(author)} />
        ) : (
          <time className="row-time" title={fullTime(date)}>
            {clockTime(date)}
          </time>
        )}
      </div>
      <div className="message-body">
        {leads && (
          <p className="byline">
            <strong>{nameOf(directory, author)}</strong>
            {directory.member(author)?.is_bot && <span className="tag">app</span>}
            <time dateTime={date.toISOString()} title={fullTime(date)}>
              {clockTime(date)}
            </time>
          </p>
        )}
        {ephemeral && (
          <p className="only-you">
            <Icon name="eye" /> Only visible to you
          </p>
        )}
        {editing && item ? (
          <EditMessage message={item} done={() => setEditing(false)} />
        ) : (
          <SurfaceContext value={surface}>
            <Content text={post.text} blocks={post.blocks} />
          </SurfaceContext>
        )}
        {item?.edited && <span className="edited">(edited)</span>}
        {item?.files && <Files files={item.files} />}
        {item && <Reactions message={item} frozen={props.archived} />}
        {item && props.replies > 0 && (
          <ThreadSummary message={item} count={props.replies} last={props.lastReply} />
        )}
      </div>
      {item && !props.system && (
        <MessageTools
          message={item}
          archived={props.archived}
          inThread={props.inThread}
          shortcuts={props.shortcuts}
          edit={() => setEditing(true)}
        />
      )}
    </li>
  );
});

function Content({ text, blocks }: { text: string; blocks: Message['blocks'] }) {
  return blocks && blocks.length > 0 ? <Blocks blocks={blocks} /> : <RichText text={text} />;
}
