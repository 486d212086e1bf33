import { asList, asString, type Json, plainText } from '../read.ts';
import { replaceEmoji } from '../text/emoji.ts';

export interface OptionGroup {
  label: string;
  options: Json[];
}

/** The options of a select, in one unnamed group when the app gave no groups. */
export function optionGroups(element: Json): OptionGroup[] {
  const groups = asList(element.option_groups);
  if (groups.length === 0) return [{ label: '', options: asList(element.options) }];
  return groups.map((group) => ({
    label: optionLabel({ text: group.label }),
    options: asList(group.options),
  }));
}

export function findOption(element: Json, value: string): Json | null {
  const all = optionGroups(element).flatMap(({ options }) => options);
  return all.find((option) => option.value === value) ?? null;
}

export function optionLabel(option: Json): string {
  return replaceEmoji(plainText(option.text));
}

export function optionValue(option: unknown): string {
  return typeof option === 'object' && option !== null && 'value' in option
    ? asString(option.value)
    : '';
}
