import { useState } from 'react';
import type { Message } from '../../contract.ts';
import { Failure } from '../parts/failure.tsx';
import { useTask } from '../parts/use-task.ts';
import { control } from '../state/control.ts';
import { useDirectory } from '../state/directory.ts';
import { decodeDraft } from '../state/draft.ts';

export function EditMessage({ message, done }: { message: Message; done: () => void }) {
  const directory = useDirectory();
  const { busy, failure, run } = useTask();
  const [text, setText] = useState(() => decodeDraft(message.text, directory));
  async function save() {
    const { channel, ts } = message;
    const body = { user: directory.me, channel, ts, text };
    if ((await run(() => control('edit-message', body))) === null) done();
  }
  return (
    <div className="edit-box">
      <textarea
        className="field"
        aria-label="Edit the message"
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            done();
          }
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            void save();
          }
        }}
      />
      <button type="button" className="button" onClick={done}>
        Cancel
      </button>
      <button
        type="button"
        className="button button-primary"
        aria-busy={busy}
        disabled={!text.trim()}
        onClick={() => void save()}
      >
        Save
      </button>
      <Failure text={failure} />
    </div>
  );
}
