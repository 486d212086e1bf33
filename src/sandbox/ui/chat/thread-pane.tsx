import type { Channel } from '../../contract.ts';
import { nameOf, partnerOf, useDirectory } from '../state/directory.ts';
import type { World } from '../state/world.ts';
import { MessageList } from './message-list.tsx';
import { Writing } from './writing.tsx';

interface Props {
  world: World;
  channel: Channel;
  thread: string;
  focus: string | null;
  close(): void;
}

/** A message and what was answered below it. */
export function ThreadPane({ world, channel, thread, focus, close }: Props) {
  const directory = useDirectory();
  const where = channel.is_im
    ? nameOf(directory, partnerOf(channel, directory.me))
    : `#${channel.name}`;
  return (
    <aside className="pane pane-side pane-thread" aria-label="Thread" data-testid="thread-pane">
      <div className="pane-head">
        <h2>
          Thread <span className="hint">{where}</span>
        </h2>
        <button type="button" className="icon-button" aria-label="Close the thread" onClick={close}>
          ✕
        </button>
      </div>
      <MessageList
        world={world}
        channel={channel}
        thread={thread}
        focus={focus}
        empty={<p className="empty">The message that this thread belongs to is gone.</p>}
      />
      <Writing world={world} channel={channel} thread={thread} placeholder="Reply…" />
    </aside>
  );
}
