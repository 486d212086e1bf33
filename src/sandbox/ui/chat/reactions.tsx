import type { Message } from '../../contract.ts';
import { Failure } from '../parts/failure.tsx';
import { useTask } from '../parts/use-task.ts';
import { control } from '../state/control.ts';
import { nameOf, useDirectory } from '../state/directory.ts';
import { emojiGlyph } from '../text/emoji.ts';

/** Pressing a reaction adds one's own, or takes it back. */
export function Reactions({ message, frozen }: { message: Message; frozen: boolean }) {
  const directory = useDirectory();
  const { me } = directory;
  const { failure, run } = useTask();
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users }) => {
        const mine = users.includes(me);
        const who = users.map((id) => nameOf(directory, id)).join(', ');
        return (
          <button
            key={name}
            type="button"
            className="reaction"
            data-testid={`reaction-${name}`}
            aria-pressed={mine}
            aria-label={`${name}, ${users.length}: ${who}`}
            title={`${who} reacted with :${name}:`}
            disabled={frozen}
            onClick={() => {
              const { channel, ts } = message;
              void run(() => control('reaction', { user: me, channel, ts, name, present: !mine }));
            }}
          >
            {emojiGlyph(name) ?? `:${name}:`} {users.length}
          </button>
        );
      })}
      <Failure text={failure} />
    </div>
  );
}
