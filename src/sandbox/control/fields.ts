import type { Block } from '../contract.ts';
import { isObject } from '../validate/check.ts';

export type Element = Record<string, unknown> & { type: string; action_id: string };
export type Values = Record<string, Record<string, Record<string, unknown>>>;

/** Every element of these blocks that somebody can act on, with the block it stands in. */
export function elementsOf(blocks: readonly Block[]): { block: Block; element: Element }[] {
  return blocks.flatMap((block) => {
    const nested = [
      ...(Array.isArray(block.elements) ? block.elements : []),
      ...(Array.isArray(block.actions) ? block.actions : []),
      block.accessory,
      block.element,
    ];
    return nested.filter(isElement).map((element) => ({ block, element }));
  });
}

/** `view.state.values` (or a message's): what was given, else the initial value, else null. */
export function stateOf(blocks: readonly Block[], given: Record<string, unknown>): Values {
  const values: Values = {};
  for (const { block, element } of elementsOf(blocks)) {
    const field = fieldOf(element.type);
    if (!field || block.block_id === undefined) continue;
    const sent = sentFor(given[block.block_id], element.action_id);
    const value = sent === undefined ? initialOf(element) : valueFrom(element, sent);
    const inBlock = values[block.block_id] ?? {};
    inBlock[element.action_id] = { type: element.type, [field]: value };
    values[block.block_id] = inBlock;
  }
  return values;
}

/** The key under which an element of this type carries its value; null for a button. */
export function fieldOf(type: string): string | null {
  return fields[type] ?? null;
}

/** An element's value from the short form: text, an option's value, a list of them, or Slack's own form. */
export function valueFrom(element: Element, sent: unknown): unknown {
  const field = fieldOf(element.type) ?? 'value';
  const raw = isObject(sent) && field in sent ? sent[field] : sent;
  if (field === 'selected_option')
    return raw === null || raw === '' ? null : optionOf(element, raw);
  if (field === 'selected_options') {
    return (Array.isArray(raw) ? raw : [raw]).map((entry) => optionOf(element, entry));
  }
  if (field === 'value') return raw === '' || raw === null ? null : String(raw);
  return raw === '' ? null : raw;
}

const fields: Record<string, string> = {
  plain_text_input: 'value',
  number_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  rich_text_input: 'rich_text_value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  channels_select: 'selected_channel',
  multi_channels_select: 'selected_channels',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

/** The whole option with its text, as Slack sends it, found by its value. */
function optionOf(element: Element, wanted: unknown): unknown {
  const value = isObject(wanted) ? wanted.value : wanted;
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [];
  const options = [element, ...groups].flatMap((holder) =>
    isObject(holder) && Array.isArray(holder.options) ? holder.options : [],
  );
  const found = options.find((option) => isObject(option) && option.value === value);
  if (found) return found;
  if (element.type.includes('external')) return wanted;
  return undefined;
}

function sentFor(block: unknown, actionId: string): unknown {
  if (!isObject(block)) return block;
  return actionId in block ? block[actionId] : isLongForm(block) ? undefined : block;
}

/** `{ action_id: { type, … } }`, as opposed to one element's value. */
function isLongForm(block: Record<string, unknown>): boolean {
  const entries = Object.values(block);
  return entries.length > 0 && entries.every((entry) => isObject(entry) && 'type' in entry);
}

const initials: Record<string, string> = {
  value: 'initial_value',
  rich_text_value: 'initial_value',
};

function initialOf(element: Element): unknown {
  const field = fieldOf(element.type) ?? 'value';
  const key = initials[field] ?? field.replace('selected_', 'initial_');
  const empty = field.endsWith('s') ? [] : null;
  return element[key] ?? empty;
}

function isElement(value: unknown): value is Element {
  return isObject(value) && typeof value.type === 'string' && typeof value.action_id === 'string';
}
