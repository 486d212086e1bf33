import type { Button, ConfirmationDialog, KnownBlock, MrkdwnElement } from '@slack/types';
import { type ActionKind, type ActionValue, encode } from '../ids.ts';
import { limits, shorten, size } from '../limits.ts';
import { sentence } from './text.ts';

/** What goes to `chat.postMessage` and `chat.update`; `text` is what notifications read out. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

export function message(text: string, blocks: (KnownBlock | null)[]): Message {
  return {
    text: sentence(text, 1000),
    blocks: blocks.filter((block) => block !== null),
  };
}

/** One paragraph and nothing else. */
export function note(text: string): Message {
  const whole = sentence(text);
  return message(whole, [section(whole)]);
}

/** `verbatim` keeps Slack from finding links and names in text that other people wrote. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

export function plain(text: string, max: number) {
  return { type: 'plain_text' as const, text: shorten(text, max), emoji: false };
}

export function header(text: string): KnownBlock {
  return { type: 'header', text: plain(text, limits.headerText) };
}

export function section(text: string, accessory?: Button): KnownBlock {
  return { type: 'section', text: mrkdwn(text), ...(accessory && { accessory }) };
}

/** One section for each text, as many as one message holds, and a word about the rest. */
export function sizedSections(texts: string[]): KnownBlock[] {
  const fitting: string[] = [];
  let room = limits.messageSize - 1000;
  for (const text of texts.map((one) => sentence(one))) {
    room -= size(text);
    if (room < 0 || fitting.length >= limits.messageBlocks - 5) break;
    fitting.push(text);
  }
  const more = texts.length - fitting.length;
  return [
    ...fitting.map((text) => section(text)),
    ...(more > 0 ? [context(`and ${more} more`)] : []),
  ];
}

export function fields(texts: string[]): KnownBlock {
  return { type: 'section', fields: texts.map(mrkdwn) };
}

export function context(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

export function divider(): KnownBlock {
  return { type: 'divider' };
}

/** Null when there is nothing to press. */
export function actions(buttons: (Button | null)[]): KnownBlock | null {
  const elements = buttons.filter((button) => button !== null);
  return elements.length === 0 ? null : { type: 'actions', elements };
}

interface ButtonLook {
  style?: 'primary' | 'danger';
  /** What a screen reader says instead of the short text. */
  label?: string;
  confirm?: ConfirmationDialog;
}

export function button<K extends ActionKind>(
  text: string,
  kind: K,
  value: ActionValue<K>,
  look: ButtonLook = {},
): Button {
  return {
    type: 'button',
    text: plain(text, limits.buttonText),
    ...encode(kind, value),
    ...(look.style && { style: look.style }),
    ...(look.label && { accessibility_label: shorten(look.label, limits.buttonLabel) }),
    ...(look.confirm && { confirm: look.confirm }),
  };
}

/** A button that opens an address in the reader's browser. */
export function linkButton(text: string, url: string | null, label: string): Button | null {
  if (url === null) return null;
  return { ...button(text, 'link', {}, { label }), url };
}

export function confirm(title: string, text: string, yes: string): ConfirmationDialog {
  return {
    title: plain(title, limits.confirmTitle),
    text: plain(text, limits.confirmText),
    confirm: plain(yes, limits.confirmButton),
    deny: plain('Not yet', limits.confirmButton),
  };
}
