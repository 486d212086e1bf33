import { useState } from 'react';
import type { Json } from '../read.ts';
import { Alerts } from './alerts.tsx';
import { BotClock } from './bot-clock.tsx';
import { Fleet } from './fleet.tsx';
import { askPractice, type Told } from './practice-api.ts';
import { usePractice } from './use-practice.ts';
import '../styles/practice.css';

/** Does one thing to the bot; `done` is what to say when the bot has no words of its own. */
export type Ask = (id: string, path: string, done: string, body?: Json) => void;

/** The world around the bot, in the visitor's hands: alerts, time and things to break. */
export function PracticePanel({ url, close }: { url: string; close: () => void }) {
  const { practice, reachable, refresh } = usePractice(url);
  const [busy, setBusy] = useState<string | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  async function carryOut(id: string, path: string, done: string, body: Json) {
    setBusy(id);
    setTold(null);
    setTold(await askPractice(`${url}/practice/${path}`, body, done));
    setBusy(null);
    await refresh();
  }
  const ask: Ask = (id, path, done, body = {}) => {
    if (busy === null) void carryOut(id, path, done, body);
  };
  return (
    <aside className="pane pane-side practice" aria-label="Practice" data-testid="practice">
      <div className="pane-head">
        <h2>Practice</h2>
        <button type="button" className="icon-button" aria-label="Close practice" onClick={close}>
          ✕
        </button>
      </div>
      <p className="told" role="status" data-testid="practice-told" data-ok={told?.ok}>
        {busy === null ? told?.text : 'Asking the bot…'}
      </p>
      {!reachable && (
        <p className="failure">
          The bot does not answer at {url}. Is it still running? It is asked again every 3 seconds.
        </p>
      )}
      {practice && (
        <div className="practice-body">
          <BotClock practice={practice} ask={ask} busy={busy} />
          <Fleet fleet={practice.fleet} ask={ask} busy={busy} />
          <Alerts alerts={practice.alerts} ask={ask} busy={busy} />
        </div>
      )}
    </aside>
  );
}
