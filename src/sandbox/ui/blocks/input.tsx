import { useId } from 'react';
import { asObject, plainText } from '../read.ts';
import { replaceEmoji } from '../text/emoji.ts';
import { Element } from './element.tsx';
import { type BlockProps, useSurface } from './surface.ts';

/** A label, one field, a hint, and the app's complaint below it. */
export function Input({ block, blockId }: BlockProps) {
  const { form } = useSurface();
  const id = useId();
  const element = asObject(block.element);
  const error = form?.errors[blockId];
  const hint = plainText(block.hint);
  const isGroup = element.type === 'radio_buttons' || element.type === 'checkboxes';
  const label = (
    <>
      {replaceEmoji(plainText(block.label))}
      {block.optional === true && <span className="optional"> (optional)</span>}
    </>
  );
  return (
    <div
      className={error ? 'block-input has-error' : 'block-input'}
      data-block-id={blockId}
      {...(isGroup && { role: 'group', 'aria-labelledby': `${id}-label` })}
    >
      {isGroup ? (
        <span className="label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="label" htmlFor={`${id}-field`}>
          {label}
        </label>
      )}
      <Element
        element={element}
        blockId={blockId}
        quiet={block.dispatch_action !== true}
        fieldId={`${id}-field`}
        describedBy={error ? `${id}-error` : hint ? `${id}-hint` : undefined}
      />
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {replaceEmoji(hint)}
        </p>
      )}
    </div>
  );
}
