import {
  anything,
  bool,
  type Check,
  integer,
  list,
  object,
  oneOf,
  type Problem,
  string,
} from './check.ts';
import { limits } from './limits.ts';
import { anyText, confirm, plainText } from './text.ts';

export type Rule = (value: Record<string, unknown>, pointer: string, problems: Problem[]) => void;
export type Fields = Record<string, Check>;

export const action: Fields = { action_id: string(limits.id) };
export const focus: Fields = { focus_on_load: bool };
export const placeholder: Fields = { placeholder: plainText(limits.placeholder) };
export const dispatch: Fields = { dispatch_action_config: anything };
export const select: Fields = { ...action, ...focus, ...placeholder, confirm };
export const multi: Fields = { ...select, max_selected_items: integer(1, 100) };

export const option = (text: Check, extra: Fields = {}) =>
  object(
    { text, value: string(limits.option.value) },
    { description: anyText(limits.option.description), ...extra },
  );
export const plainOption = option(plainText(limits.option.text));
export const choice = option(anyText(limits.option.text));
export const options = list(plainOption, 1, limits.options);
export const optionGroups = list(
  object({ label: plainText(limits.option.text), options }),
  1,
  limits.options,
);

/** An element of one type: what it must have, and what else it may. */
export function element(type: string, required: Fields, optional: Fields, rule?: Rule) {
  return object({ type: oneOf(type), ...required }, optional, rule);
}
