import { useEffect, useState } from 'react';
import type { LogEntry } from '../../contract.ts';
import { keyed } from '../parts/keyed.ts';
import { readLog } from '../state/control.ts';

const EVERY = 2000;
const SHOWN = 300;

/** What went over the border between this workspace and the app, newest first. */
export function LogDrawer({ close }: { close: () => void }) {
  const [entries, setEntries] = useState<LogEntry[]>([]);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    let on = true;
    async function load() {
      try {
        const log = await readLog();
        if (!on) return;
        setEntries(log.slice(-SHOWN).reverse());
        setFailure('');
      } catch {
        if (on) setFailure('The log cannot be read now. It is tried again every 2 seconds.');
      }
    }
    void load();
    const timer = setInterval(() => void load(), EVERY);
    return () => {
      on = false;
      clearInterval(timer);
    };
  }, []);
  return (
    <aside className="pane log-drawer" aria-label="Log" data-testid="log">
      <div className="pane-head">
        <h2>
          Log <span className="hint">between the workspace and the app, newest first</span>
        </h2>
        <button type="button" className="icon-button" aria-label="Close the log" onClick={close}>
          ✕
        </button>
      </div>
      {failure && <p className="failure">{failure}</p>}
      <ol>
        {keyed(entries, ({ at, name }) => `${at}-${name}`).map(({ key, item: entry }) => (
          <li key={key} data-ok={entry.ok}>
            <details>
              <summary>
                <time>{new Date(entry.at).toISOString().slice(11, 23)}</time>{' '}
                {entry.direction === 'from_bot' ? '← from' : '→ to'} app <code>{entry.name}</code>
                {!entry.ok && <span className="failure"> {entry.error ?? 'failed'}</span>}
              </summary>
              <pre>{JSON.stringify(entry.detail, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ol>
      {entries.length === 0 && !failure && <p className="empty">Nothing has happened yet.</p>}
    </aside>
  );
}
