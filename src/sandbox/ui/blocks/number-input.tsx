import { Failure } from '../parts/failure.tsx';
import { asString, plainText } from '../read.ts';
import type { ElementProps } from './surface.ts';
import { useField } from './use-field.ts';

/** Slack carries a number as the text that was typed. */
export function NumberInput(props: ElementProps) {
  const { element, fieldId, describedBy } = props;
  const field = useField(props);
  const bound = (name: string) => asString(element[name]) || undefined;
  return (
    <span className="pressable">
      <input
        id={fieldId}
        className="field"
        type="number"
        inputMode="decimal"
        step={element.is_decimal_allowed === true ? 'any' : 1}
        min={bound('min_value')}
        max={bound('max_value')}
        data-action-id={asString(element.action_id)}
        aria-describedby={describedBy}
        aria-label={fieldId ? undefined : 'Number'}
        placeholder={plainText(element.placeholder)}
        value={asString(field.value.value)}
        onChange={({ target }) => field.keep({ value: target.value === '' ? null : target.value })}
        onBlur={() => field.tell()}
      />
      <Failure text={field.failure} />
    </span>
  );
}
