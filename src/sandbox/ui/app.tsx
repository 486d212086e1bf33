import { useEffect } from 'react';
import { sameHost } from './state/route.ts';
import { useWorld } from './state/stream.ts';
import { Workspace } from './workspace.tsx';
import './styles/base.css';

/** Waits for the workspace, then shows it. */
export function App() {
  const { world, connection } = useWorld();
  const home = world?.state.workspace.url;
  // The bot answers the practice panel only under the address that the workspace gives itself.
  useEffect(() => {
    const address = home && sameHost(location.href, home);
    if (address) location.replace(address);
  }, [home]);
  if (world) return <Workspace world={world} connection={connection} />;
  return (
    <main className="starting" role="status">
      <p>
        {connection === 'lost'
          ? 'The local workspace does not answer. Is it still running? This page keeps trying.'
          : 'Opening the workspace…'}
      </p>
    </main>
  );
}
