import { anything, bool, type Check, integer, link, list, object, oneOf, string } from './check.ts';
import { button, image } from './elements.ts';
import { limits } from './limits.ts';
import { anyText, mrkdwn, plainText } from './text.ts';

type Blocks = Record<string, Check>;

const block = { block_id: string(limits.id) };
const cells = list(anything, 1, limits.table.cells);

const markdown = define('markdown', { text: string(limits.markdown) });
const taskCard = define(
  'task_card',
  {
    task_id: string(limits.id),
    title: string(limits.text),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
  },
  { details: anything, output: anything, sources: list(anything, 0, 100) },
);
const card = define(
  'card',
  {},
  {
    hero_image: image,
    icon: image,
    title: mrkdwn(limits.card.title),
    subtitle: mrkdwn(limits.card.title),
    body: mrkdwn(limits.card.body),
    subtext: mrkdwn(limits.card.body),
    actions: list(button, 1, limits.card.actions),
  },
);
const carousel = define('carousel', { elements: list(card, 1, limits.carousel) });
const video = define(
  'video',
  {
    video_url: link,
    thumbnail_url: link,
    alt_text: string(limits.altText),
    title: plainText(200),
  },
  {
    title_url: link,
    author_name: string(50),
    provider_name: string(100),
    provider_icon_url: link,
    description: plainText(200),
  },
);

const inMessages: Blocks = {
  markdown,
  task_card: taskCard,
  plan: define('plan', { title: string(limits.text) }, { tasks: list(taskCard, 0, 100) }),
  table: define(
    'table',
    { rows: list(cells, 1, limits.table.rows) },
    { column_settings: list(anything, 0, limits.table.cells) },
  ),
  data_table: define(
    'data_table',
    { rows: list(cells, 2, limits.dataTable.rows), caption: string(limits.text) },
    { page_size: integer(1, 100), row_header_column_index: integer(0, limits.dataTable.cells) },
  ),
  container: define(
    'container',
    { child_blocks: list(anything, 1, limits.container) },
    {
      title: plainText(limits.card.title),
      rich_text_title: anything,
      subtitle: anyText(limits.card.title),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: image,
      is_collapsible: bool,
      default_collapsed: bool,
      has_header_divider: bool,
    },
  ),
  context_actions: define('context_actions', {
    elements: list(anything, 1, limits.contextActionElements),
  }),
  file: define('file', { source: oneOf('remote'), external_id: string(limits.id) }),
};

/** The blocks that not every surface takes, by surface. */
export const newerBlocks = {
  message: { ...inMessages, card, carousel, video },
  modal: {
    card,
    video,
    alert: define(
      'alert',
      { text: anyText(limits.alert) },
      { level: oneOf('default', 'info', 'warning', 'error', 'success') },
    ),
  },
  home: { card, carousel, video },
} satisfies Record<string, Blocks>;

function define(type: string, required: Blocks, optional: Blocks = {}): Check {
  return object({ type: oneOf(type), ...required }, { ...block, ...optional });
}
