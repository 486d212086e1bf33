import type { Channel } from '../../contract.ts';
import { Failure } from '../parts/failure.tsx';
import { useTask } from '../parts/use-task.ts';
import { control } from '../state/control.ts';
import { useDirectory } from '../state/directory.ts';

/** Stands where the composer would, for a member who only looks in. */
export function JoinBar({ channel }: { channel: Channel }) {
  const { me } = useDirectory();
  const { busy, failure, run } = useTask();
  return (
    <div className="composer-closed">
      You are not in #{channel.name}. Join it to write or to press buttons.{' '}
      <button
        type="button"
        className="button button-primary"
        data-testid="join-channel"
        aria-busy={busy}
        onClick={() => void run(() => control('join', { user: me, channel: channel.id }))}
      >
        Join
      </button>{' '}
      <Failure text={failure} />
    </div>
  );
}
