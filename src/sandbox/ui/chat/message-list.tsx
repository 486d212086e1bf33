import { Fragment, type ReactNode, useMemo, useState } from 'react';
import type { Channel } from '../../contract.ts';
import { useDirectory } from '../state/directory.ts';
import { authorOf, groupRows, isSystem, postsIn, threadsOf } from '../state/timeline.ts';
import type { World } from '../state/world.ts';
import { dayName, tsToDate } from '../text/time.ts';
import { Announcer } from './announcer.tsx';
import { MessageRow } from './message-row.tsx';
import { ToNewest } from './to-newest.tsx';
import { useMessageScroll } from './use-message-scroll.ts';
import '../styles/message.css';

interface Props {
  world: World;
  channel: Channel;
  thread: string | null;
  /** The message to show and light up. */
  focus: string | null;
  unreadFrom?: string;
  empty?: ReactNode;
}

/** More than this many rows make a browser slow; older ones come on request. */
const PAGE = 200;

export function MessageList({ world, channel, thread, focus, unreadFrom, empty }: Props) {
  const { me, botUserId } = useDirectory();
  const [limit, setLimit] = useState(PAGE);
  const messages = world.messages[channel.id];
  const { ephemerals } = world;
  const rows = useMemo(() => {
    const mine = ephemerals.filter((each) => each.channel === channel.id);
    return groupRows(postsIn(messages ?? [], mine, me, thread), botUserId);
  }, [messages, ephemerals, channel.id, me, thread, botUserId]);
  const threads = useMemo(() => threadsOf(messages ?? []), [messages]);
  const focusAt = focus ? rows.findIndex((row) => row.post.ts === focus) : -1;
  const first = Math.max(0, Math.min(rows.length - limit, focusAt === -1 ? rows.length : focusAt));
  const shown = rows.slice(first);
  const newFrom = unreadFrom
    ? shown.findIndex((row) => row.post.ts > unreadFrom && authorOf(row, botUserId) !== me)
    : -1;
  const scroll = useMessageScroll({
    newest: rows.at(-1)?.post.ts ?? '',
    focus,
    unread: shown[newFrom]?.post.ts ?? null,
    first,
  });
  return (
    <div className="messages-frame">
      <div
        className="messages"
        ref={scroll.list}
        onScroll={scroll.onScroll}
        data-testid={thread ? 'thread-list' : 'message-list'}
      >
        {rows.length === 0 && empty}
        {first > 0 && (
          <button
            type="button"
            className="button earlier"
            onClick={() => setLimit(rows.length - first + PAGE)}
          >
            Show earlier messages ({first} more)
          </button>
        )}
        <ol aria-label={thread ? 'Thread' : 'Messages'} ref={scroll.content}>
          {shown.map((row, index) => {
            const replies = thread ? undefined : threads.get(row.post.ts);
            const id = row.kind === 'ephemeral' ? row.post.id : row.post.ts;
            return (
              <Fragment key={id}>
                {row.newDay && <Divider text={dayName(tsToDate(row.post.ts), new Date())} />}
                {thread && index === 1 && <Divider text={countReplies(rows.length - 1)} />}
                {index === newFrom && index > 0 && <Divider text="New" isNew />}
                <MessageRow
                  item={row.kind === 'message' ? row.post : null}
                  ephemeral={row.kind === 'ephemeral' ? row.post : null}
                  channel={channel.id}
                  archived={channel.is_archived}
                  leads={row.leads}
                  system={isSystem(row)}
                  focused={row.post.ts === focus}
                  inThread={thread !== null}
                  replies={replies?.count ?? 0}
                  lastReply={replies?.last ?? ''}
                  shortcuts={world.state.shortcuts}
                />
              </Fragment>
            );
          })}
        </ol>
      </div>
      {scroll.away && (
        <ToNewest newest={scroll.missed ? rows.at(-1) : undefined} go={scroll.toNewest} />
      )}
      <Announcer rows={rows} />
    </div>
  );
}

function Divider({ text, isNew = false }: { text: string; isNew?: boolean }) {
  return (
    <li className={isNew ? 'day day-new' : 'day'}>
      <span>{text}</span>
    </li>
  );
}

function countReplies(count: number): string {
  return count === 1 ? '1 reply' : `${count} replies`;
}
