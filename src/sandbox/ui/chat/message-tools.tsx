import type { Message, State } from '../../contract.ts';
import { Failure } from '../parts/failure.tsx';
import { Popover } from '../parts/popover.tsx';
import { useTask } from '../parts/use-task.ts';
import { control } from '../state/control.ts';
import { useDirectory } from '../state/directory.ts';
import { formatPath } from '../state/route.ts';
import { emojiGlyph } from '../text/emoji.ts';

interface Props {
  message: Message;
  archived: boolean;
  inThread: boolean;
  shortcuts: State['shortcuts'];
  edit(): void;
}

const quick = ['white_check_mark', 'eyes', '+1', 'warning', 'tada', 'pray'];

/** What can be done with a message; on a phone it hangs on one button. */
export function MessageTools({ message, archived, inThread, shortcuts, edit }: Props) {
  const { me, go } = useDirectory();
  const { failure, run } = useTask();
  const { channel, ts } = message;
  const thread = message.thread_ts ?? ts;
  const mine = message.user === me && !archived;
  const link = `${location.origin}${formatPath({ channel, ts, thread: thread === ts ? null : thread })}`;
  const choices: { name: string; act: () => void }[] = [
    ...(inThread
      ? []
      : [{ name: 'Reply in thread', act: () => go({ channel, ts: null, thread }) }]),
    { name: 'Copy link', act: () => void navigator.clipboard?.writeText(link) },
    ...(mine ? [{ name: 'Edit', act: edit }] : []),
    ...(mine
      ? [
          {
            name: 'Delete',
            act: () => void run(() => control('delete-message', { user: me, channel, ts })),
          },
        ]
      : []),
    ...shortcuts
      .filter(({ type }) => type === 'message')
      .map(({ name, callback_id }) => ({
        name,
        act: () =>
          void run(() => control('shortcut', { user: me, callback_id, channel, messageTs: ts })),
      })),
  ];
  return (
    <div className="message-tools">
      <Failure text={failure} />
      <Popover label="More" face="⋯" className="icon-button" align="end">
        {(close) => (
          <>
            {!archived && (
              <div className="quick-reactions">
                {quick.map((name) => (
                  <button
                    key={name}
                    type="button"
                    aria-label={`React with ${name}`}
                    onClick={() => {
                      close();
                      const body = { user: me, channel, ts, name, present: true };
                      void run(() => control('reaction', body));
                    }}
                  >
                    {emojiGlyph(name)}
                  </button>
                ))}
              </div>
            )}
            <ul className="menu">
              {choices.map(({ name, act }) => (
                <li key={name}>
                  <button
                    type="button"
                    onClick={() => {
                      close();
                      act();
                    }}
                  >
                    {name}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Popover>
    </div>
  );
}
