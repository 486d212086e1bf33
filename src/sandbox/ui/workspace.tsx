import { useMemo, useState } from 'react';
import { ChannelPane } from './chat/channel-pane.tsx';
import { LogDrawer } from './chat/log-drawer.tsx';
import { Sidebar } from './chat/sidebar.tsx';
import { ThreadPane } from './chat/thread-pane.tsx';
import { TopBar } from './chat/top-bar.tsx';
import { ModalView } from './modal/modal.tsx';
import { useMedia, WIDE } from './parts/use-media.ts';
import { PracticePanel } from './practice/panel.tsx';
import { conversationAt, conversationsOf } from './state/conversations.ts';
import { DirectoryContext, makeDirectory } from './state/directory.ts';
import { useLastRead } from './state/last-read.ts';
import { useSession } from './state/session.ts';
import type { Connection } from './state/stream.ts';
import type { World } from './state/world.ts';
import { useWorkspaceKeys } from './workspace-keys.ts';
import './styles/layout.css';

/** The page's frame: which panes are open, and what Escape and Alt+arrows do. */
export function Workspace({ world, connection }: { world: World; connection: Connection }) {
  const { state } = world;
  const { me, place, actAs, go } = useSession(state);
  const lastRead = useLastRead();
  const wide = useMedia(WIDE);
  const [drawer, setDrawer] = useState(false);
  const [log, setLog] = useState(false);
  const [practiceChoice, setPractice] = useState<boolean | null>(null);
  const directory = useMemo(() => makeDirectory(state, me, go), [state, me, go]);
  const conversations = useMemo(() => conversationsOf(state, me), [state, me]);
  const channel = conversationAt(state, me, place.channel) ?? conversations.joined[0];
  const practice = state.practice !== null && (practiceChoice ?? wide);
  const modal = world.modals[me];

  function open(id: string) {
    setDrawer(false);
    go({ channel: id, ts: null, thread: null });
  }
  function closePane() {
    if (log) setLog(false);
    else if (drawer) setDrawer(false);
    else if (practice && !wide) setPractice(false);
    else if (place.thread) go({ ...place, ts: null, thread: null });
  }
  useWorkspaceKeys({ conversations, current: channel?.id ?? '', open, closePane });

  return (
    <DirectoryContext value={directory}>
      <div className="workspace" data-connection={connection}>
        <TopBar
          world={world}
          me={me}
          actAs={actAs}
          toggleDrawer={() => setDrawer(!drawer)}
          log={log}
          toggleLog={() => setLog(!log)}
          practice={practice}
          togglePractice={() => setPractice(!practice)}
        />
        {connection === 'lost' && (
          <p className="bar bar-warn" role="alert">
            Lost the local workspace. Reconnecting…
          </p>
        )}
        <div className="panes">
          <Sidebar
            world={world}
            conversations={conversations}
            current={channel?.id ?? ''}
            lastRead={lastRead}
            open={open}
            shown={drawer}
            hide={() => setDrawer(false)}
          />
          {channel && (
            <ChannelPane
              key={`${me}/${channel.id}`}
              world={world}
              channel={channel}
              place={place}
              lastRead={lastRead}
            />
          )}
          {channel && place.thread && (
            <ThreadPane
              key={`${me}/${place.thread}`}
              world={world}
              channel={channel}
              thread={place.thread}
              focus={place.ts}
              close={() => go({ channel: channel.id, ts: null, thread: null })}
            />
          )}
          {practice && state.practice && (
            <PracticePanel url={state.practice.url} close={() => setPractice(false)} />
          )}
          {log && <LogDrawer close={() => setLog(false)} />}
          {modal && <ModalView key={modal.id} modal={modal} />}
        </div>
      </div>
    </DirectoryContext>
  );
}
