import { useEffect, useId, useRef } from 'react';
import { type Json, plainText } from '../read.ts';
import { TextObject } from './text-object.tsx';

/** Slack's "are you sure": the browser's own dialog keeps the focus inside. */
export function Confirm({ dialog, answer }: { dialog: Json; answer: (yes: boolean) => void }) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog
      ref={element}
      className="confirm"
      aria-labelledby={id}
      data-testid="confirm"
      onCancel={() => answer(false)}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={id}>{plainText(dialog.title) || 'Are you sure?'}</h2>
      <TextObject value={dialog.text} />
      <div className="dialog-foot">
        <button type="button" className="button" onClick={() => answer(false)}>
          {plainText(dialog.deny) || 'Cancel'}
        </button>
        <button
          type="button"
          className={`button ${dialog.style === 'danger' ? 'button-danger' : 'button-primary'}`}
          data-testid="confirm-yes"
          onClick={() => answer(true)}
        >
          {plainText(dialog.confirm) || 'Yes'}
        </button>
      </div>
    </dialog>
  );
}
