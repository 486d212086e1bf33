import type { KnownBlock, View } from '@slack/types';
import { decode } from '../../src/slack/ids.ts';
import type { Message } from '../../src/slack/views/blocks.ts';

type Json = Record<string, unknown>;

/** A message or modal the way it reads: one line per line, buttons as `[Text]`, inputs as `Label: ____`. */
export function renderText(shown: Pick<Message | View, 'blocks'>): string {
  return (shown.blocks as KnownBlock[]).map(renderBlock).join('\n');
}

/** Every button's kind and decoded value, in order; a button that cannot be decoded is null. */
export function reachable(shown: Pick<Message | View, 'blocks'>) {
  return buttonsOf(shown).map(({ action_id, value }) =>
    decode(String(action_id), value === undefined ? undefined : String(value)),
  );
}

export function buttonsOf(shown: Pick<Message | View, 'blocks'>): Json[] {
  return (shown.blocks as KnownBlock[])
    .flatMap((block) => {
      if (block.type === 'actions') return block.elements as unknown as Json[];
      return block.type === 'section' && block.accessory
        ? [block.accessory as unknown as Json]
        : [];
    })
    .filter(({ type }) => type === 'button');
}

function renderBlock(block: KnownBlock): string {
  switch (block.type) {
    case 'header':
      return `# ${block.text.text}`;
    case 'section': {
      const lines = [block.text, ...(block.fields ?? [])].flatMap((text) =>
        text ? [plain(text.text)] : [],
      );
      const accessory = block.accessory as unknown as Json | undefined;
      return [...lines, ...(accessory ? [renderElement(accessory)] : [])].join('\n');
    }
    case 'context':
      return block.elements
        .map((element) => ('text' in element ? `(${plain(element.text)})` : '(image)'))
        .join(' ');
    case 'actions':
      return (block.elements as unknown as Json[]).map(renderElement).join(' ');
    case 'input':
      return `${block.label.text}: ${renderElement(block.element as unknown as Json)}${block.hint ? ` (${block.hint.text})` : ''}`;
    case 'divider':
      return '---';
    default:
      return `<${block.type}>`;
  }
}

function renderElement(element: Json): string {
  if (element.type === 'button') return `[${(element.text as { text: string }).text}]`;
  const options = (element.options ?? []) as { text: { text: string } }[];
  const chosen = element.initial_option as { text: { text: string } } | undefined;
  if (options.length > 0) {
    return `{${options.map(({ text }) => (text.text === chosen?.text.text ? `*${text.text}*` : text.text)).join(' | ')}}`;
  }
  return `____${element.initial_value ?? element.initial_user ?? ''}`;
}

/** mrkdwn as Slack would show it: mentions as `@U1`, dates as their fallback, entities as characters. */
function plain(text: string): string {
  return text
    .replaceAll(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<@(\w+)>/g, '@$1')
    .replaceAll(/<#(\w+)>/g, '#$1')
    .replaceAll(/<([^|>]+)\|([^>]*)>/g, '$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
