import { useDirectory } from '../state/directory.ts';
import { Composer, type ComposerProps } from './composer.tsx';
import { JoinBar } from './join-bar.tsx';

/** The foot of a conversation: the composer, or why there is none. */
export function Writing(props: ComposerProps) {
  const { me } = useDirectory();
  const { channel } = props;
  if (channel.is_archived) {
    return (
      <p className="composer-closed">This channel is archived. It can be read, not written to.</p>
    );
  }
  return channel.members.includes(me) ? <Composer {...props} /> : <JoinBar channel={channel} />;
}
