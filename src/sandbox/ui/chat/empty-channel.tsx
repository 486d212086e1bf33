import { useState } from 'react';
import type { Channel } from '../../contract.ts';
import { nameOf, partnerOf, useDirectory } from '../state/directory.ts';
import { Welcome } from './welcome.tsx';

interface Props {
  channel: Channel;
  practice: boolean;
  fill(text: string): void;
}

const STORE = 'workspace.welcomed';

/** What stands in a conversation before its first message. */
export function EmptyChannel({ channel, practice, fill }: Props) {
  const directory = useDirectory();
  const [welcomed, setWelcomed] = useState(() => localStorage.getItem(STORE) !== null);
  if (channel.name === 'general' && !welcomed) {
    return (
      <Welcome
        practice={practice}
        fill={fill}
        dismiss={() => {
          localStorage.setItem(STORE, 'yes');
          setWelcomed(true);
        }}
      />
    );
  }
  const name = channel.is_im
    ? `you and ${nameOf(directory, partnerOf(channel, directory.me))}`
    : `#${channel.name}`;
  return (
    <p className="empty">
      This is the beginning of {name}.{channel.purpose && ` ${channel.purpose}.`}
    </p>
  );
}
