import type { KeyboardEvent } from 'react';
import { Failure } from '../parts/failure.tsx';
import { asString, plainText } from '../read.ts';
import type { ElementProps } from './surface.ts';
import { useField } from './use-field.ts';

const htmlTypes: Record<string, string> = { email_text_input: 'email', url_text_input: 'url' };

/** One line or several; where the app listens, Enter tells it. */
export function TextInput(props: ElementProps) {
  const { element, fieldId, describedBy } = props;
  const field = useField(props);
  const { min_length: least, max_length: most } = element;
  const shared = {
    id: fieldId,
    className: 'field',
    'data-action-id': asString(element.action_id),
    'aria-describedby': describedBy,
    'aria-label': fieldId ? undefined : plainText(element.placeholder) || 'Text',
    placeholder: plainText(element.placeholder),
    value: asString(field.value.value),
    minLength: typeof least === 'number' ? least : undefined,
    maxLength: typeof most === 'number' ? most : 3000,
    onChange: ({ target }: { target: { value: string } }) =>
      field.keep({ value: target.value === '' ? null : target.value }),
  };
  function onEnter(event: KeyboardEvent) {
    if (event.key === 'Enter' && !props.quiet) {
      event.preventDefault();
      field.tell();
    }
  }
  return (
    <span className="pressable wide">
      {element.multiline === true ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input
          {...shared}
          type={htmlTypes[asString(element.type)] ?? 'text'}
          autoComplete="off"
          onKeyDown={onEnter}
        />
      )}
      <Failure text={field.failure} />
    </span>
  );
}
