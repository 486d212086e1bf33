import type { ComponentType } from 'react';
import { asString } from '../read.ts';
import { Button } from './button.tsx';
import { Checkboxes, RadioButtons } from './choices.tsx';
import { DateTimeField } from './date-time-field.tsx';
import { Picture } from './image.tsx';
import { MomentField } from './moment-field.tsx';
import { MultiSelect } from './multi-select.tsx';
import { NumberInput } from './number-input.tsx';
import { Overflow } from './overflow.tsx';
import { StaticSelect, UsersSelect } from './select.tsx';
import type { ElementProps } from './surface.ts';
import { TextInput } from './text-input.tsx';
import { Unknown } from './unknown.tsx';

/** One interactive element, wherever it stands. */
export function Element(props: ElementProps) {
  const type = asString(props.element.type);
  const Kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (Kind) return <Kind {...props} />;
  if (type === 'image') return <Picture source={props.element} className="accessory-image" />;
  return <Unknown what="element" type={type} source={props.element} />;
}

const kinds: Record<string, ComponentType<ElementProps>> = {
  button: Button,
  static_select: StaticSelect,
  users_select: UsersSelect,
  multi_static_select: MultiSelect,
  overflow: Overflow,
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: NumberInput,
  radio_buttons: RadioButtons,
  checkboxes: Checkboxes,
  datepicker: DateTimeField,
  timepicker: DateTimeField,
  datetimepicker: MomentField,
};
