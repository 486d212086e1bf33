import { useId } from 'react';
import { Failure } from '../parts/failure.tsx';
import { asList, asString, isObject, type Json } from '../read.ts';
import { optionValue } from './options.ts';
import type { ElementProps } from './surface.ts';
import { TextObject } from './text-object.tsx';
import { useField } from './use-field.ts';

export function RadioButtons(props: ElementProps) {
  const field = useField(props);
  return (
    <Choices
      {...props}
      type="radio"
      options={asList(props.element.options)}
      chosen={[optionValue(field.value.selected_option)]}
      failure={field.failure}
      toggle={(option) => field.change({ selected_option: option })}
    />
  );
}

export function Checkboxes(props: ElementProps) {
  const field = useField(props);
  const options = asList(props.element.options);
  const chosen = asList(field.value.selected_options).map(optionValue);
  return (
    <Choices
      {...props}
      type="checkbox"
      options={options}
      chosen={chosen}
      failure={field.failure}
      toggle={(option) => field.change({ selected_options: toggled(options, chosen, option) })}
    />
  );
}

/** In the order of the options, whatever the order of the clicks. */
export function toggled(options: Json[], chosen: string[], option: Json): Json[] {
  const value = optionValue(option);
  const after = chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value];
  return options.filter((each) => after.includes(optionValue(each)));
}

interface ChoicesProps extends ElementProps {
  type: 'radio' | 'checkbox';
  options: Json[];
  chosen: string[];
  failure: string | null;
  toggle(option: Json): void;
}

export function Choices({
  element,
  type,
  options,
  chosen,
  failure,
  toggle,
  ...rest
}: ChoicesProps) {
  const name = useId();
  return (
    <div className="choices" aria-describedby={rest.describedBy}>
      {options.map((option) => {
        const value = optionValue(option);
        return (
          <label key={value} className="choice">
            <input
              type={type}
              name={name}
              value={value}
              data-action-id={asString(element.action_id)}
              checked={chosen.includes(value)}
              onChange={() => toggle(option)}
            />
            <span>
              <TextObject value={option.text} />
              {isObject(option.description) && (
                <span className="hint">
                  <TextObject value={option.description} />
                </span>
              )}
            </span>
          </label>
        );
      })}
      <Failure text={failure} />
    </div>
  );
}
