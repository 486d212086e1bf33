import { Failure } from '../parts/failure.tsx';
import { asString } from '../read.ts';
import { fromLocal, toLocal } from './moment.ts';
import type { ElementProps } from './surface.ts';
import { useField } from './use-field.ts';

/** A day with its time, on the reader's own clock, in the browser's own picker. */
export function MomentField(props: ElementProps) {
  const { element, fieldId, describedBy } = props;
  const field = useField(props);
  return (
    <span className="pressable">
      <input
        id={fieldId}
        className="field"
        type="datetime-local"
        data-action-id={asString(element.action_id)}
        aria-describedby={describedBy}
        aria-label={fieldId ? undefined : 'Date and time'}
        value={toLocal(field.value.selected_date_time)}
        onChange={({ target }) => field.change({ selected_date_time: fromLocal(target.value) })}
      />
      <Failure text={field.failure} />
    </span>
  );
}
