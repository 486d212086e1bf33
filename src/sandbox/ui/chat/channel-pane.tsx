import { useRef, useState } from 'react';
import type { Channel } from '../../contract.ts';
import { nameOf, partnerOf, useDirectory } from '../state/directory.ts';
import type { LastRead } from '../state/last-read.ts';
import type { Place } from '../state/route.ts';
import type { World } from '../state/world.ts';
import { ChannelHeader } from './channel-header.tsx';
import type { ComposerHandle } from './composer.tsx';
import { EmptyChannel } from './empty-channel.tsx';
import { HomeTab } from './home-tab.tsx';
import { MessageList } from './message-list.tsx';
import { useMarkRead } from './use-mark-read.ts';
import { Writing } from './writing.tsx';

interface Props {
  world: World;
  channel: Channel;
  place: Place;
  lastRead: LastRead;
}

/** One conversation: its header, its messages and the box to write in. */
export function ChannelPane({ world, channel, place, lastRead }: Props) {
  const directory = useDirectory();
  const { me, botUserId } = directory;
  const composer = useRef<ComposerHandle>(null);
  const [tab, setTab] = useState<'messages' | 'home'>('messages');
  // What was unread on coming here stays marked until one leaves.
  const [unreadFrom] = useState(() => lastRead.of(me, channel.id));
  const messages = world.messages[channel.id] ?? [];
  useMarkRead(channel.id, messages, lastRead);
  const partner = channel.is_im ? partnerOf(channel, me) : '';
  const name = channel.is_im ? nameOf(directory, partner) : `#${channel.name}`;
  const withBot = partner === botUserId;
  return (
    <main className="pane pane-main" aria-label={name}>
      <title>{`${name} · ${world.state.workspace.name}`}</title>
      <ChannelHeader
        channel={channel}
        messages={messages}
        {...(withBot && { tab: { now: tab, choose: setTab } })}
      />
      {withBot && tab === 'home' ? (
        <HomeTab blocks={world.homes[me]} />
      ) : (
        <>
          <MessageList
            world={world}
            channel={channel}
            thread={null}
            focus={place.ts}
            unreadFrom={unreadFrom}
            empty={
              <EmptyChannel
                channel={channel}
                practice={world.state.practice !== null}
                fill={(text) => composer.current?.fill(text)}
              />
            }
          />
          <Writing
            handle={composer}
            world={world}
            channel={channel}
            thread={null}
            placeholder={`Message ${name}`}
          />
        </>
      )}
    </main>
  );
}
