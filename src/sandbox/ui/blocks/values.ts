import type { Block } from '../../contract.ts';
import { asList, asObject, asString, type Json } from '../read.ts';

export type Values = Record<string, Record<string, Json>>;

/** A view's `state.values` as Slack sends them: what was changed, else what the blocks begin with. */
export function collectValues(blocks: Block[], edits: Values): Values {
  const values: Values = {};
  for (const { blockId, element } of fieldsOf(blocks)) {
    const start = initialValue(element);
    const actionId = asString(element.action_id);
    if (!start) continue;
    values[blockId] = {
      ...values[blockId],
      [actionId]: edits[blockId]?.[actionId] ?? start,
    };
  }
  return values;
}

/** Input blocks that must be filled and are not, with what to tell the person. */
export function missingFields(blocks: Block[], values: Values): Record<string, string> {
  const missing: Record<string, string> = {};
  for (const [index, block] of blocks.entries()) {
    if (block.type !== 'input' || block.optional === true) continue;
    const blockId = blockIdOf(block, index);
    const actionId = asString(asObject(block.element).action_id);
    if (isEmpty(values[blockId]?.[actionId])) missing[blockId] = 'Please fill in this field.';
  }
  return missing;
}

export function blockIdOf(block: Json, index: number): string {
  return asString(block.block_id) || `block-${index}`;
}

/** What an element holds before anybody touches it; null for one that holds nothing. */
export function initialValue(element: Json): Json | null {
  const type = asString(element.type);
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: asList(element.initial_options) };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    default:
      return null;
  }
}

function fieldsOf(blocks: Block[]): { blockId: string; element: Json }[] {
  return blocks.flatMap((block, index) => {
    const elements = [
      asObject(block.element),
      asObject(block.accessory),
      ...(block.type === 'actions' ? asList(block.elements) : []),
    ];
    return elements
      .filter((element) => element.action_id)
      .map((element) => ({ blockId: blockIdOf(block, index), element }));
  });
}

function isEmpty(value: Json | undefined): boolean {
  if (!value) return true;
  const held = Object.entries(value).filter(([key]) => key !== 'type');
  return held.every(
    ([, each]) =>
      each === null ||
      each === undefined ||
      (typeof each === 'string' && each.trim() === '') ||
      (Array.isArray(each) && each.length === 0),
  );
}
