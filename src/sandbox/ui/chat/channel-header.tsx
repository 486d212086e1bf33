import type { Channel, Message } from '../../contract.ts';
import { Icon } from '../parts/icon.tsx';
import { Popover } from '../parts/popover.tsx';
import { nameOf, partnerOf, useDirectory } from '../state/directory.ts';
import { replaceEmoji } from '../text/emoji.ts';
import { Link } from '../text/link.tsx';
import { MembersList } from './members-list.tsx';
import { PinsList } from './pins-list.tsx';

interface Props {
  channel: Channel;
  messages: Message[];
  /** In the direct message with the app. */
  tab?: { now: 'messages' | 'home'; choose(tab: 'messages' | 'home'): void };
}

/** Name, topic, who is here, what is pinned, and the bookmarks below. */
export function ChannelHeader({ channel, messages, tab }: Props) {
  const directory = useDirectory();
  const partner = channel.is_im ? partnerOf(channel, directory.me) : '';
  const name = channel.is_im ? nameOf(directory, partner) : channel.name;
  return (
    <div className="channel-head">
      <div className="channel-title">
        <h1>
          {!channel.is_im && (
            <span aria-hidden="true">{channel.is_private ? <Icon name="lock" /> : '#'} </span>
          )}
          {name}
        </h1>
        {channel.is_archived && <span className="tag">archived</span>}
        <p className="topic" title={channel.topic}>
          {channel.is_im ? directory.member(partner)?.title : replaceEmoji(channel.topic)}
        </p>
        {channel.pins.length > 0 && (
          <Popover
            label={`${channel.pins.length} pinned`}
            face={
              <>
                <Icon name="pin" /> {channel.pins.length}
              </>
            }
            className="icon-button"
            align="end"
          >
            {(close) => <PinsList channel={channel} messages={messages} close={close} />}
          </Popover>
        )}
        {!channel.is_im && (
          <Popover
            label={`${channel.members.length} members`}
            face={
              <>
                <Icon name="people" /> {channel.members.length}
              </>
            }
            className="icon-button"
            align="end"
          >
            {() => <MembersList ids={channel.members} />}
          </Popover>
        )}
      </div>
      {tab && (
        <div className="tabs" role="tablist">
          {(['home', 'messages'] as const).map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={tab.now === each}
              data-testid={`tab-${each}`}
              onClick={() => tab.choose(each)}
            >
              {each === 'home' ? 'Home' : 'Messages'}
            </button>
          ))}
        </div>
      )}
      {channel.bookmarks.length > 0 && (
        <ul className="bookmarks" aria-label="Bookmarks">
          {channel.bookmarks.map(({ id, title, link, emoji }) => (
            <li key={id}>
              <Link url={link}>
                {replaceEmoji(emoji) || '🔖'} {title}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
