import { useState } from 'react';
import { Failure } from '../parts/failure.tsx';
import { useTask } from '../parts/use-task.ts';
import { asString, isObject, plainText } from '../read.ts';
import { replaceEmoji } from '../text/emoji.ts';
import { isSafe } from '../text/link.tsx';
import { Confirm } from './confirm.tsx';
import { type ElementProps, useSurface } from './surface.ts';

/** Busy from the press until the app has acknowledged it; then it says what went wrong, if so. */
export function Button({ element, blockId }: ElementProps) {
  const { act } = useSurface();
  const { busy, failure, run } = useTask();
  const [asking, setAsking] = useState(false);
  const actionId = asString(element.action_id);
  const style = asString(element.style);
  const url = asString(element.url);
  const { confirm, value } = element;
  function press() {
    if (isSafe(url)) open(url, '_blank', 'noreferrer,noopener');
    void run(() =>
      act({
        type: 'button',
        action_id: actionId,
        block_id: blockId,
        ...(typeof value === 'string' && { value }),
      }),
    );
  }
  return (
    <span className="pressable">
      <button
        type="button"
        className={`button ${style === 'primary' || style === 'danger' ? `button-${style}` : ''}`}
        data-action-id={actionId}
        data-value={asString(value) || undefined}
        aria-label={asString(element.accessibility_label) || undefined}
        aria-busy={busy}
        onClick={() => (isObject(confirm) ? setAsking(true) : press())}
      >
        {replaceEmoji(plainText(element.text)) || actionId || 'Button without a name'}
        {isSafe(url) && <span aria-hidden="true"> ↗</span>}
      </button>
      <Failure text={failure} />
      {asking && isObject(confirm) && (
        <Confirm
          dialog={confirm}
          answer={(yes) => {
            setAsking(false);
            if (yes) press();
          }}
        />
      )}
    </span>
  );
}
