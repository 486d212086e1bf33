import type { Channel, Message } from '../../contract.ts';
import { nameOf, useDirectory } from '../state/directory.ts';
import { clockTime, tsToDate } from '../text/time.ts';
import { summaryOf } from './summary.ts';

interface Props {
  channel: Channel;
  messages: Message[];
  close(): void;
}

/** The pinned messages in short; a press shows the message where it stands. */
export function PinsList({ channel, messages, close }: Props) {
  const directory = useDirectory();
  const pinned = channel.pins.map((ts) => ({ ts, message: messages.find((m) => m.ts === ts) }));
  return (
    <ul className="menu pins" aria-label="Pinned messages">
      {pinned.map(({ ts, message }) => (
        <li key={ts}>
          <button
            type="button"
            onClick={() => {
              close();
              directory.go({ channel: channel.id, ts, thread: null });
            }}
          >
            <strong>{message ? nameOf(directory, message.user) : 'Gone'}</strong>{' '}
            <span className="hint">{clockTime(tsToDate(ts))}</span>
            <br />
            {message ? summaryOf(message.text, directory) : 'This message was deleted.'}
          </button>
        </li>
      ))}
    </ul>
  );
}
