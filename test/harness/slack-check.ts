import type { KnownBlock, ModalView } from '@slack/types';
import { checkBlocks as checkAsSandbox } from '../../src/sandbox/validate/blocks.ts';
import { checkView as checkViewAsSandbox } from '../../src/sandbox/validate/view.ts';
import { limits, size } from '../../src/slack/limits.ts';
import type { Message } from '../../src/slack/views/blocks.ts';

type Json = Record<string, unknown>;

/** What Slack would refuse about a message, or what would ping or break; empty when it is fine. */
export function checkMessage({ text, blocks }: Message): string[] {
  return [
    ...range('text', text, 4000),
    ...checkMarkup('text', text),
    ...count('blocks', blocks, limits.messageBlocks),
    ...(blocks.some(({ type }) => type === 'input') ? ['an input block in a message'] : []),
    ...most('size of all text', textSize(blocks), limits.messageSize),
    ...checkBlocks(blocks),
    ...told(checkAsSandbox(blocks, 'message', '/blocks')),
  ];
}

/** The same for a modal. */
export function checkView(view: ModalView): string[] {
  const inputs = view.blocks.some(({ type }) => type === 'input');
  return [
    ...range('title', view.title.text, limits.modalTitle),
    ...(view.submit ? range('submit', view.submit.text, limits.modalButton) : []),
    ...(view.close ? range('close', view.close.text, limits.modalButton) : []),
    ...(inputs && !view.submit ? ['inputs without submit'] : []),
    ...range('callback_id', view.callback_id ?? '', limits.callbackId),
    ...most('private_metadata', size(view.private_metadata ?? ''), limits.privateMetadata),
    ...count('blocks', view.blocks, limits.modalBlocks),
    ...checkBlocks(view.blocks as KnownBlock[]),
    ...told(checkViewAsSandbox(view)),
  ];
}

/** The sandbox has rules of its own, written apart from these: a second opinion. */
function told(problems: { pointer: string; message: string }[]): string[] {
  return problems.map(({ pointer, message }) => `sandbox: ${message} at ${pointer}`);
}

function checkBlocks(blocks: KnownBlock[]): string[] {
  const ids = blocks.map(({ block_id }) => block_id).filter((id) => id !== undefined);
  return [
    ...(new Set(ids).size === ids.length ? [] : ['block_id twice']),
    ...blocks.flatMap((block, index) =>
      checkBlock(block).map((violation) => `${index} ${block.type}: ${violation}`),
    ),
  ];
}

function checkBlock(block: KnownBlock): string[] {
  switch (block.type) {
    case 'header':
      return range('text', block.text.text, limits.headerText);
    case 'section':
      return [
        ...(block.text ? checkText(block.text, limits.sectionText) : []),
        ...(block.fields ? count('fields', block.fields, limits.sectionFields) : []),
        ...(block.fields ?? []).flatMap((field) => checkText(field, limits.fieldText)),
        ...(block.text || block.fields ? [] : ['empty section']),
        ...(block.accessory ? checkElement(block.accessory as unknown as Json) : []),
      ];
    case 'context':
      return [
        ...count('elements', block.elements, limits.contextElements),
        ...block.elements.flatMap((element) =>
          'text' in element ? checkText(element, limits.contextText) : [],
        ),
      ];
    case 'actions':
      return checkActions(block.elements as unknown as Json[]);
    case 'input':
      return [
        ...range('label', block.label.text, limits.inputLabel),
        ...(block.hint ? range('hint', block.hint.text, limits.inputHint) : []),
        ...range('block_id', block.block_id ?? '', limits.blockId),
        ...checkElement(block.element as unknown as Json),
      ];
    case 'divider':
      return [];
    default:
      return [`no rule for ${block.type}`];
  }
}

function checkActions(elements: Json[]): string[] {
  const ids = elements.map((element) => element.action_id);
  return [
    ...count('elements', elements, limits.actionsElements),
    ...(new Set(ids).size === ids.length ? [] : ['action_id twice in a block']),
    ...(elements.filter(({ style }) => style === 'primary').length > 1 ? ['two primaries'] : []),
    ...elements.flatMap(checkElement),
  ];
}

function checkElement(element: Json): string[] {
  const text = (key: string, max: number, from: Json = element) => {
    const value = from[key];
    if (value === undefined) return [];
    return range(key, typeof value === 'string' ? value : (value as { text: string }).text, max);
  };
  const options = (element.options ?? []) as Json[];
  const confirm = element.confirm as Json | undefined;
  return [
    ...range('action_id', String(element.action_id ?? ''), limits.actionId),
    ...(element.type === 'button' ? text('text', limits.buttonText) : []),
    ...text('value', limits.buttonValue),
    ...text('url', limits.url),
    ...text('accessibility_label', limits.buttonLabel),
    ...text('placeholder', limits.placeholder),
    ...text('initial_value', limits.inputText),
    ...most('options', options.length, limits.options),
    ...options.flatMap((option) => [
      ...text('text', limits.optionText, option),
      ...text('value', limits.optionValue, option),
    ]),
    ...(confirm
      ? [
          ...text('title', limits.confirmTitle, confirm),
          ...text('text', limits.confirmText, confirm),
          ...text('confirm', limits.confirmButton, confirm),
          ...text('deny', limits.confirmButton, confirm),
        ]
      : []),
  ];
}

function checkText(text: { type: string; text: string }, max: number): string[] {
  const markup = text.type === 'mrkdwn' ? checkMarkup('text', text.text) : [];
  return [...range('text', text.text, max), ...markup];
}

function checkMarkup(name: string, text: string): string[] {
  const fences = text.match(/```/g)?.length ?? 0;
  return [
    ...(/<!(channel|here|everyone|subteam)/i.test(text) ? [`${name} pings everybody`] : []),
    ...(fences % 2 === 1 ? [`${name} has an open code fence`] : []),
    ...(/&(?!amp;|lt;|gt;)/.test(text.replaceAll(/<[^>]*>/g, '')) ? [`${name} has a bare &`] : []),
    ...(/[\u202a-\u202e]/.test(text) ? [`${name} turns the reading direction`] : []),
  ];
}

function textSize(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? size(inner) : textSize(inner)),
    0,
  );
}

function range(name: string, text: string, max: number): string[] {
  const length = size(text);
  return length < 1 || length > max ? [`${name} has ${length} of 1 to ${max} characters`] : [];
}

function count(name: string, items: readonly unknown[], max: number): string[] {
  return items.length < 1 || items.length > max ? [`${items.length} ${name}, 1 to ${max}`] : [];
}

function most(name: string, length: number, max: number): string[] {
  return length > max ? [`${name} is ${length}, at most ${max}`] : [];
}
