import {
  anything,
  bool,
  broken,
  byType,
  type Check,
  isObject,
  link,
  list,
  object,
  oneOf,
  type Problem,
  string,
} from './check.ts';
import { accessory, actionsElement, image, inputElement } from './elements.ts';
import { limits } from './limits.ts';
import { newerBlocks } from './newer-blocks.ts';
import { anyText, mrkdwn, plainText } from './text.ts';

export type Surface = 'message' | 'modal' | 'home';

/** Every rule that Slack applies to a list of blocks, for the place where they are to stand. */
export function checkBlocks(value: unknown, surface: Surface, pointer: string): Problem[] {
  const problems: Problem[] = [];
  const max = surface === 'message' ? limits.message.blocks : limits.view.blocks;
  list(byType(allowed(surface)), surface === 'message' ? 0 : 1, max)(value, pointer, problems);
  if (Array.isArray(value)) checkIds(value, pointer, problems);
  return problems;
}

const block = { block_id: string(limits.id) };

function define(
  type: string,
  required: Record<string, Check>,
  optional: Record<string, Check> = {},
) {
  return object({ type: oneOf(type), ...required }, { ...block, ...optional });
}

const everywhere: Record<string, Check> = {
  actions: define('actions', { elements: list(actionsElement, 1, limits.actionElements) }),
  context: define('context', {
    elements: list(
      byType({ image, mrkdwn: mrkdwn(limits.text), plain_text: plainText(limits.text) }),
      1,
      limits.contextElements,
    ),
  }),
  divider: define('divider', {}),
  header: define('header', { text: plainText(limits.header) }),
  image: define(
    'image',
    { alt_text: string(limits.altText) },
    { title: plainText(limits.altText), image_url: link, slack_file: anything },
  ),
  rich_text: define('rich_text', {
    elements: list(
      byType({
        rich_text_section: anything,
        rich_text_list: anything,
        rich_text_quote: anything,
        rich_text_preformatted: anything,
      }),
      0,
      1000,
    ),
  }),
  section: object(
    { type: oneOf('section') },
    {
      ...block,
      text: anyText(limits.text),
      fields: list(anyText(limits.field), 1, limits.fields),
      accessory,
      expand: bool,
    },
    (value, pointer, problems) => {
      if (value.text !== undefined || value.fields !== undefined) return;
      problems.push(broken(pointer, 'must define either `text` or `fields`'));
    },
  ),
};

const input = define(
  'input',
  { label: plainText(limits.inputLabel), element: inputElement },
  { hint: plainText(limits.inputLabel), optional: bool, dispatch_action: bool },
);

const surfaces: Record<Surface, Record<string, Check>> = {
  message: { ...everywhere, ...newerBlocks.message },
  modal: { ...everywhere, input, ...newerBlocks.modal },
  home: { ...everywhere, input, ...newerBlocks.home },
};

function allowed(surface: Surface): Record<string, Check> {
  return surfaces[surface];
}

/** A block_id stands once in a message or view, an action_id once in its block. */
function checkIds(blocks: unknown[], pointer: string, problems: Problem[]): void {
  const blockIds = new Set<unknown>();
  for (const [index, entry] of blocks.entries()) {
    if (!isObject(entry)) continue;
    if (entry.block_id !== undefined && blockIds.has(entry.block_id)) {
      problems.push(broken(`${pointer}/${index}/block_id`, '`block_id` must be unique'));
    }
    blockIds.add(entry.block_id);
    const elements = Array.isArray(entry.elements) ? entry.elements.filter(isObject) : [];
    const ids = elements.map((element) => element.action_id).filter((id) => id !== undefined);
    if (new Set(ids).size < ids.length) {
      problems.push(
        broken(`${pointer}/${index}/elements`, '`action_id` must be unique in a block'),
      );
    }
  }
}
