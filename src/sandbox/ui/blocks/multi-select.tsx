import { asList } from '../read.ts';
import { Choices, toggled } from './choices.tsx';
import { optionGroups, optionValue } from './options.ts';
import type { ElementProps } from './surface.ts';
import { useField } from './use-field.ts';

/** A short scrolling list of boxes: the browser's own multiple select is hard on a phone. */
export function MultiSelect(props: ElementProps) {
  const field = useField(props);
  const options = optionGroups(props.element).flatMap((group) => group.options);
  const chosen = asList(field.value.selected_options).map(optionValue);
  return (
    <div className="multi-select">
      <Choices
        {...props}
        type="checkbox"
        options={options}
        chosen={chosen}
        failure={field.failure}
        toggle={(option) => field.change({ selected_options: toggled(options, chosen, option) })}
      />
    </div>
  );
}
