import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { MINUTE } from '../../lib/duration.ts';
import { encodeModal, type ModalKind, type ModalValue } from '../ids.ts';
import { limits, shorten } from '../limits.ts';
import { plain } from './blocks.ts';

/** What Slack reports of a submitted form: by block id, then by action id. */
export type FormState = Record<
  string,
  Record<
    string,
    {
      value?: string | null;
      selected_option?: { value: string } | null;
      selected_date?: string | null;
      selected_date_time?: number | null;
      selected_user?: string | null;
    }
  >
>;

/** Errors by field; the form stays open with what was typed. */
export type FormErrors = Record<string, string>;

export function form<K extends ModalKind>(
  kind: K,
  value: ModalValue<K>,
  words: { title: string; submit: string },
  blocks: KnownBlock[],
): ModalView {
  return {
    type: 'modal',
    ...encodeModal(kind, value),
    title: plain(words.title, limits.modalTitle),
    submit: plain(words.submit, limits.modalButton),
    close: plain('Cancel', limits.modalButton),
    blocks,
  };
}

/** What was typed or chosen in a field; null when it was left empty. */
export function fieldOf(state: FormState, name: string): string | null {
  const input = state[name]?.value;
  const given =
    input?.value ??
    input?.selected_option?.value ??
    input?.selected_date ??
    input?.selected_user ??
    input?.selected_date_time;
  const value = String(given ?? '').trim();
  return value === '' ? null : value;
}

/** The moment that was chosen; null when none was. */
export function momentOf(state: FormState, name: string): Date | null {
  const seconds = Number(fieldOf(state, name) ?? Number.NaN);
  return Number.isSafeInteger(seconds) ? new Date(seconds * 1000) : null;
}

interface Field {
  /** The block's id, and the name under which `fieldOf` finds it. */
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
}

export function textInput(
  field: Field,
  look: { initial?: string | undefined; max?: number; lines?: boolean; placeholder?: string },
): KnownBlock {
  const max = look.max ?? limits.inputText;
  return {
    ...inputBlock(field),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: max,
      multiline: look.lines ?? false,
      ...(look.initial && { initial_value: shorten(look.initial, max) }),
      ...(look.placeholder && { placeholder: plain(look.placeholder, limits.placeholder) }),
    },
  };
}

/** Only digits can be typed; on a phone the keyboard has nothing else. */
export function numberInput(
  field: Field,
  look: { initial?: string | undefined; min: number; max?: number; decimals: boolean },
): KnownBlock {
  return {
    ...inputBlock(field),
    element: {
      type: 'number_input',
      action_id: 'value',
      is_decimal_allowed: look.decimals,
      min_value: String(look.min),
      ...(look.max !== undefined && { max_value: String(look.max) }),
      ...(look.initial && { initial_value: look.initial }),
    },
  };
}

/** A day from a calendar; `initial` reads `2026-11-22`. */
export function dateInput(field: Field, initial: string | null): KnownBlock {
  return {
    ...inputBlock(field),
    element: {
      type: 'datepicker',
      action_id: 'value',
      ...(initial !== null && { initial_date: initial }),
    },
  };
}

/** A moment on the reader's own clock; seconds are not chosen. */
export function momentInput(field: Field, initial: Date | null): KnownBlock {
  return {
    ...inputBlock(field),
    element: {
      type: 'datetimepicker',
      action_id: 'value',
      ...(initial && { initial_date_time: Math.floor(initial.getTime() / MINUTE) * 60 }),
    },
  };
}

/** A member of the workspace, found by typing. */
export function memberInput(field: Field, initial: string | null): KnownBlock {
  return {
    ...inputBlock(field),
    element: {
      type: 'users_select',
      action_id: 'value',
      ...(initial !== null && { initial_user: initial }),
    },
  };
}

export interface Choice {
  value: string;
  text: string;
}

export function selectInput(field: Field, choices: Choice[], initial: string | null): KnownBlock {
  const options = choices.slice(0, limits.options).map(optionOf);
  const chosen = options.find(({ value }) => value === initial);
  return {
    ...inputBlock(field),
    element: {
      type: 'static_select',
      action_id: 'value',
      options,
      ...(chosen && { initial_option: chosen }),
    },
  };
}

function inputBlock({ name, label, hint, optional }: Field) {
  return {
    type: 'input' as const,
    block_id: name,
    label: plain(label, limits.inputLabel),
    optional: optional ?? false,
    ...(hint && { hint: plain(hint, limits.inputHint) }),
  };
}

function optionOf({ value, text }: Choice): PlainTextOption {
  return { value, text: plain(text, limits.optionText) };
}
