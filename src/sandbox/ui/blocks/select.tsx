import { Failure } from '../parts/failure.tsx';
import { asString, plainText } from '../read.ts';
import { useDirectory } from '../state/directory.ts';
import { findOption, type OptionGroup, optionGroups, optionLabel, optionValue } from './options.ts';
import type { ElementProps } from './surface.ts';
import { useField } from './use-field.ts';

export function StaticSelect(props: ElementProps) {
  const field = useField(props);
  return (
    <Picker
      {...props}
      field={field}
      chosen={optionValue(field.value.selected_option)}
      groups={optionGroups(props.element).map(({ label, options }) => ({
        label,
        options: options.map((option) => ({
          value: optionValue(option),
          text: optionLabel(option),
        })),
      }))}
      choose={(value) => field.change({ selected_option: findOption(props.element, value) })}
    />
  );
}

export function UsersSelect(props: ElementProps) {
  const field = useField(props);
  const { members } = useDirectory();
  const people = members.filter((member) => !member.is_bot);
  return (
    <Picker
      {...props}
      field={field}
      chosen={asString(field.value.selected_user)}
      groups={[
        {
          label: '',
          options: people.map(({ id, real_name, title }) => ({
            value: id,
            text: title ? `${real_name} (${title})` : real_name,
          })),
        },
      ]}
      choose={(value) => field.change({ selected_user: value || null })}
    />
  );
}

interface PickerProps extends ElementProps {
  field: { busy: boolean; failure: string | null };
  chosen: string;
  groups: (Pick<OptionGroup, 'label'> & { options: { value: string; text: string }[] })[];
  choose(value: string): void;
}

/** The browser's own list: it works with a thumb, a keyboard and a screen reader. */
function Picker({ element, fieldId, describedBy, field, chosen, groups, choose }: PickerProps) {
  const hint = plainText(element.placeholder) || 'Choose one';
  return (
    <span className="pressable">
      <select
        id={fieldId}
        className="field"
        data-action-id={asString(element.action_id)}
        aria-label={fieldId ? undefined : hint}
        aria-describedby={describedBy}
        aria-busy={field.busy}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{hint}</option>
        {groups.map(({ label, options }) =>
          label ? (
            <optgroup key={label} label={label}>
              {options.map(renderOption)}
            </optgroup>
          ) : (
            options.map(renderOption)
          ),
        )}
      </select>
      <Failure text={field.failure} />
    </span>
  );
}

function renderOption({ value, text }: { value: string; text: string }) {
  return (
    <option key={value} value={value}>
      {text}
    </option>
  );
}
