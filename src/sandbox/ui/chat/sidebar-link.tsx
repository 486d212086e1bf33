import { memo, useMemo } from 'react';
import type { Channel, Message } from '../../contract.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { nameOf, partnerOf, useDirectory } from '../state/directory.ts';
import { countUnread } from '../state/unread.ts';

interface Props {
  channel: Channel;
  messages: Message[] | undefined;
  lastRead: string;
  current: boolean;
  open(channel: string): void;
}

/** Bold when something is new; a number when somebody is called. */
export const SidebarLink = memo(function SidebarLink({ channel, current, open, ...props }: Props) {
  const directory = useDirectory();
  const { messages, lastRead } = props;
  const unread = useMemo(
    () => countUnread(channel, messages ?? [], directory.me, lastRead),
    [channel, messages, directory.me, lastRead],
  );
  const partner = channel.is_im ? partnerOf(channel, directory.me) : '';
  const name = channel.is_im ? nameOf(directory, partner) : channel.name;
  const title = directory.member(partner)?.title ?? '';
  const marks = [
    channel.is_archived ? 'archived' : '',
    unread.any ? 'unread' : '',
    unread.mentions > 0 ? `${unread.mentions} for you` : '',
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className="sidebar-link"
        data-testid={channel.is_im ? `dm-${partner}` : `channel-${channel.name}`}
        data-unread={unread.any && !current}
        data-archived={channel.is_archived}
        aria-current={current ? 'page' : undefined}
        aria-label={[name, ...marks].join(', ')}
        title={title || channel.topic || channel.purpose}
        onClick={() => open(channel.id)}
      >
        {channel.is_im ? (
          <Avatar member={directory.member(partner)} small />
        ) : (
          <span className="hash" aria-hidden="true">
            <Sign channel={channel} />
          </span>
        )}
        <span className="sidebar-name">{name}</span>
        {channel.is_archived && <span className="tag">archived</span>}
        {unread.mentions > 0 && !current && <span className="badge">{unread.mentions}</span>}
      </button>
    </li>
  );
});

function Sign({ channel }: { channel: Channel }) {
  if (channel.is_archived) return <Icon name="archive" />;
  return channel.is_private ? <Icon name="lock" /> : '#';
}
