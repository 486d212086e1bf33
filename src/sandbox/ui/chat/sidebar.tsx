import type { Channel } from '../../contract.ts';
import type { Conversations } from '../state/conversations.ts';
import { useDirectory } from '../state/directory.ts';
import type { LastRead } from '../state/last-read.ts';
import type { World } from '../state/world.ts';
import { SidebarLink } from './sidebar-link.tsx';
import '../styles/sidebar.css';

interface Props {
  world: World;
  conversations: Conversations;
  current: string;
  lastRead: LastRead;
  open(channel: string): void;
  /** On a phone it is a drawer. */
  shown: boolean;
  hide(): void;
}

/** Channels and direct messages of the member one acts as. */
export function Sidebar({ world, conversations, current, lastRead, open, shown, hide }: Props) {
  const { me } = useDirectory();
  const { workspace, app } = world.state;
  const link = (channel: Channel) => (
    <SidebarLink
      key={channel.id}
      channel={channel}
      messages={world.messages[channel.id]}
      lastRead={lastRead.of(me, channel.id)}
      current={channel.id === current}
      open={open}
    />
  );
  return (
    <>
      <nav className={shown ? 'sidebar sidebar-shown' : 'sidebar'} aria-label="Conversations">
        <div className="sidebar-head">
          <strong>{workspace.name}</strong>
          <span className="app-state" data-connected={app.connected} role="status">
            {app.name} {app.connected ? 'connected' : 'not connected'}
          </span>
        </div>
        <Group title="Channels">{conversations.joined.map(link)}</Group>
        {conversations.others.length > 0 && (
          <Group title="Channels you are not in">{conversations.others.map(link)}</Group>
        )}
        <Group title="Direct messages">{conversations.directs.map(link)}</Group>
      </nav>
      {shown && (
        <button type="button" className="backdrop" aria-label="Close the channels" onClick={hide} />
      )}
    </>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}
