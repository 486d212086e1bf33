import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Modal } from '../../contract.ts';
import { Blocks } from '../blocks/block.tsx';
import { type Surface, SurfaceContext } from '../blocks/surface.ts';
import { collectValues, missingFields, type Values } from '../blocks/values.ts';
import { Failure } from '../parts/failure.tsx';
import { useTask } from '../parts/use-task.ts';
import { control } from '../state/control.ts';
import { useDirectory } from '../state/directory.ts';
import { replaceEmoji } from '../text/emoji.ts';
import { useFocusInside } from './use-focus-inside.ts';
import '../styles/modal.css';

/** By modal: another member's turn in between must not cost what was typed. */
const typed = new Map<string, Values>();

/** A modal keeps what is typed until it closes, also when the app redraws it with errors. */
export function ModalView({ modal }: { modal: Modal }) {
  const { me } = useDirectory();
  const frame = useRef<HTMLFormElement>(null);
  const [edits, setEdits] = useState(() => typed.get(modal.id) ?? {});
  useEffect(() => void typed.set(modal.id, edits), [modal.id, edits]);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const { busy, failure, run } = useTask();
  const errors = useMemo(() => ({ ...modal.errors, ...missing }), [modal.errors, missing]);
  useFocusInside(frame, errors);

  const surface = useMemo<Surface>(
    () => ({
      act: (action) =>
        control('interact', {
          user: me,
          view: true,
          action,
          values: collectValues(modal.blocks, edits),
        }),
      form: {
        value: (blockId, actionId) => edits[blockId]?.[actionId],
        set: (blockId, actionId, value) =>
          setEdits((now) => ({ ...now, [blockId]: { ...now[blockId], [actionId]: value } })),
        errors,
      },
    }),
    [me, modal.blocks, edits, errors],
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    const values = collectValues(modal.blocks, edits);
    const empty = missingFields(modal.blocks, values);
    setMissing(empty);
    if (Object.keys(empty).length > 0) return;
    const { callback_id } = modal;
    void run(() => control('submit', { user: me, values, ...(callback_id && { callback_id }) }));
  }
  const close = () => void run(() => control('close-modal', { user: me }));

  return (
    <div className="modal-layer">
      <form
        ref={frame}
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-labelledby={`${modal.id}-title`}
        data-testid="modal"
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) close();
        }}
      >
        <div className="pane-head">
          <h2 id={`${modal.id}-title`}>{replaceEmoji(modal.title.text)}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={close}>
            ✕
          </button>
        </div>
        <div className="modal-body">
          <SurfaceContext value={surface}>
            <Blocks blocks={modal.blocks} />
          </SurfaceContext>
        </div>
        <div className="dialog-foot">
          <Failure text={failure} />
          <button type="button" className="button" data-testid="modal-close" onClick={close}>
            {replaceEmoji(modal.close?.text ?? 'Close')}
          </button>
          {modal.submit && (
            <button
              type="submit"
              className="button button-primary"
              data-testid="modal-submit"
              aria-busy={busy}
            >
              {replaceEmoji(modal.submit.text)}
            </button>
          )}
        </div>
      </form>
    </div>
  );
}
