import { Composer, type ComposerProps } from './composer.tsx';

/** The foot of a conversation: the composer, or why there is none. */
export function Writing(props: ComposerProps) {
  if (props.channel.is_archived) {
    return (
      <p className="composer-closed">This channel is archived. It can be read, not written to.</p>
    );
  }
  return <Composer {...props} />;
}
