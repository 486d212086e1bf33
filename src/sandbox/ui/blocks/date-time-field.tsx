import { Failure } from '../parts/failure.tsx';
import { asString, plainText } from '../read.ts';
import type { ElementProps } from './surface.ts';
import { useField } from './use-field.ts';

/** A date (`2026-01-31`) or a time of day (`09:30`), in the browser's own picker. */
export function DateTimeField(props: ElementProps) {
  const { element, fieldId, describedBy } = props;
  const field = useField(props);
  const isDate = element.type === 'datepicker';
  const key = isDate ? 'selected_date' : 'selected_time';
  return (
    <span className="pressable">
      <input
        id={fieldId}
        className="field"
        type={isDate ? 'date' : 'time'}
        data-action-id={asString(element.action_id)}
        aria-describedby={describedBy}
        aria-label={fieldId ? undefined : plainText(element.placeholder) || 'Date'}
        value={asString(field.value[key])}
        onChange={({ target }) => field.change({ [key]: target.value || null })}
      />
      <Failure text={field.failure} />
    </span>
  );
}
