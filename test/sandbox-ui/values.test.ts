import { expect, test } from 'vitest';
import type { Block } from '../../src/sandbox/contract.ts';
import { collectValues, missingFields } from '../../src/sandbox/ui/blocks/values.ts';

const option = { text: { type: 'plain_text', text: 'P1' }, value: 'p1' };
const input = (id: string, element: object, more: object = {}): Block => ({
  type: 'input',
  block_id: id,
  element: { action_id: 'v', ...element },
  ...more,
});
const blocks: Block[] = [
  input('title', { type: 'plain_text_input' }),
  input('severity', { type: 'static_select', initial_option: option }),
  input('from', { type: 'datetimepicker', initial_date_time: 1_800_000_000 }),
  input('also', { type: 'checkboxes' }, { optional: true }),
  { type: 'section', block_id: 'who', accessory: { type: 'users_select', action_id: 'u' } },
  { type: 'actions', block_id: 'acts', elements: [{ type: 'button', action_id: 'b' }] },
];

test('a view’s values have the shape that Slack sends', () => {
  const edits = { title: { v: { type: 'plain_text_input', value: 'Down' } } };
  expect(collectValues(blocks, edits)).toEqual({
    title: { v: { type: 'plain_text_input', value: 'Down' } },
    severity: { v: { type: 'static_select', selected_option: option } },
    from: { v: { type: 'datetimepicker', selected_date_time: 1_800_000_000 } },
    also: { v: { type: 'checkboxes', selected_options: [] } },
    who: { u: { type: 'users_select', selected_user: null } },
  });
});

test.each([
  [null, ['title']],
  ['   ', ['title']],
  ['Down', []],
])('with the title %j these fields are missing: %j', (value, missing) => {
  const edits = { title: { v: { type: 'plain_text_input', value } } };
  expect(Object.keys(missingFields(blocks, collectValues(blocks, edits)))).toEqual(missing);
});
