import type { State } from '../../contract.ts';
import { Failure } from '../parts/failure.tsx';
import { Popover } from '../parts/popover.tsx';
import { useTask } from '../parts/use-task.ts';
import { control } from '../state/control.ts';
import { useDirectory } from '../state/directory.ts';

/** What the app offers from anywhere. */
export function ShortcutMenu({ shortcuts }: { shortcuts: State['shortcuts'] }) {
  const { me } = useDirectory();
  const { busy, failure, run } = useTask();
  const offered = shortcuts.filter(({ type }) => type === 'global');
  if (offered.length === 0) return null;
  return (
    <>
      <Popover label="Shortcuts" face={busy ? '…' : '+'} className="icon-button shortcuts">
        {(close) => (
          <ul className="menu">
            {offered.map(({ name, callback_id, description }) => (
              <li key={callback_id}>
                <button
                  type="button"
                  data-testid={`shortcut-${callback_id}`}
                  onClick={() => {
                    close();
                    void run(() => control('shortcut', { user: me, callback_id }));
                  }}
                >
                  <strong>⚡ {name}</strong>
                  <br />
                  <span className="hint">{description}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Popover>
      <Failure text={failure} />
    </>
  );
}
