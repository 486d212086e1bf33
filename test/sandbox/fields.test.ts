import { expect, test } from 'vitest';
import { stateOf } from '../../src/sandbox/control/fields.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const p1 = { text: plain('P1'), value: 'p1' };
const p2 = { text: plain('P2'), value: 'p2' };

const blocks = [
  input('title', { type: 'plain_text_input' }),
  input('note', { type: 'plain_text_input', initial_value: 'as before' }),
  input('severity', { type: 'static_select', options: [p1, p2], initial_option: p2 }),
  input('service', {
    type: 'static_select',
    option_groups: [{ label: plain('G'), options: [p1] }],
  }),
  input('parts', { type: 'checkboxes', options: [p1, p2] }),
  input('lead', { type: 'users_select' }),
  { type: 'actions', block_id: 'row', elements: [{ type: 'button', action_id: 'go' }] },
];

test('what nobody touched stands with its initial value, or null', () => {
  expect(stateOf(blocks, {})).toEqual({
    title: { v: { type: 'plain_text_input', value: null } },
    note: { v: { type: 'plain_text_input', value: 'as before' } },
    severity: { v: { type: 'static_select', selected_option: p2 } },
    service: { v: { type: 'static_select', selected_option: null } },
    parts: { v: { type: 'checkboxes', selected_options: [] } },
    lead: { v: { type: 'users_select', selected_user: null } },
  });
});

test.each<[string, Record<string, unknown>]>([
  [
    'the short form',
    { title: 'down', severity: 'p1', service: 'p1', parts: ['p2'], lead: 'U0DEV' },
  ],
  [
    'what Slack sends',
    {
      title: { v: { type: 'plain_text_input', value: 'down' } },
      severity: { v: { type: 'static_select', selected_option: p1 } },
      service: { v: { type: 'static_select', selected_option: p1 } },
      parts: { v: { type: 'checkboxes', selected_options: [p2] } },
      lead: { v: { type: 'users_select', selected_user: 'U0DEV' } },
    },
  ],
])('%s fills every field', (_name, given) => {
  expect(stateOf(blocks, given)).toMatchObject({
    title: { v: { value: 'down' } },
    severity: { v: { selected_option: p1 } },
    service: { v: { selected_option: p1 } },
    parts: { v: { selected_options: [p2] } },
    lead: { v: { selected_user: 'U0DEV' } },
  });
});

test('an emptied field is null and not its initial value', () => {
  expect(stateOf(blocks, { note: '', severity: null })).toMatchObject({
    note: { v: { value: null } },
    severity: { v: { selected_option: null } },
  });
});

function input(id: string, element: object) {
  return { type: 'input', block_id: id, label: plain(id), element: { action_id: 'v', ...element } };
}
