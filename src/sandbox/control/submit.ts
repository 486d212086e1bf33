import { z } from 'zod';
import type { Block, Handled } from '../contract.ts';
import { no, SlackError } from '../slack-error.ts';
import type { MemberRecord } from '../state/records.ts';
import { type ViewRecord, wireView } from '../state/views.ts';
import { isObject } from '../validate/check.ts';
import { requireView } from '../validate/refusals.ts';
import type { World } from '../world.ts';
import { stateOf, type Values } from './fields.ts';
import { actor } from './lookup.ts';
import { interaction } from './payloads.ts';

export const submitBody = z.object({
  user: z.string(),
  callback_id: z.string().optional(),
  values: z.record(z.string(), z.unknown()).default({}),
});

/** Submits the modal on top, after the checks that Slack's own client makes before it sends anything. */
export async function submit(world: World, body: z.output<typeof submitBody>): Promise<Handled> {
  const member = actor(world, body.user);
  const view = world.views.top(member.id);
  if (!view) return no('no_modal');
  if (body.callback_id !== undefined && body.callback_id !== view.body.callback_id) {
    return no('other_modal');
  }
  const values = stateOf(view.blocks, body.values);
  const errors = emptyFields(view.blocks, values);
  world.views.setErrors(view, errors);
  if (Object.keys(errors).length > 0) return { ok: false, error: 'fields_missing', errors };
  const outcome = await world.app.request('interactive', {
    ...interaction(world, 'view_submission', member),
    response_urls: [],
    view: wireView(view, values),
  });
  if (!outcome.ok) return { ok: false, error: outcome.error };
  try {
    follow(world, member, view, outcome.payload);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ok: false, error: error.error, ack: outcome.payload };
  }
  return { ok: true, ack: outcome.payload };
}

/** Does what the acknowledgement asks for; an empty one closes the modal. */
function follow(world: World, member: MemberRecord, view: ViewRecord, ack: unknown): void {
  const { response_action: action, view: next, errors } = isObject(ack) ? ack : {};
  if (action === 'errors') {
    world.views.setErrors(view, knownErrors(view, errors));
    return;
  }
  if (action === 'clear') {
    world.views.close(member.id, true);
    return;
  }
  if (action === 'update' || action === 'push') {
    requireView(next);
    if (action === 'update') world.views.update(view, next);
    else world.views.push(member.id, next);
    return;
  }
  if (world.views.top(member.id) === view) world.views.close(member.id, false);
}

/** Slack refuses an error for a block that is not in the view. */
function knownErrors(view: ViewRecord, errors: unknown): Record<string, string> {
  const parsed = z.record(z.string(), z.string()).safeParse(errors);
  if (!parsed.success) return no('invalid_errors');
  const blocks = new Set(view.blocks.map((block) => block.block_id));
  return Object.keys(parsed.data).every((id) => blocks.has(id))
    ? parsed.data
    : no('invalid_errors');
}

function emptyFields(blocks: readonly Block[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { type, block_id: id, element, optional } of blocks) {
    if (type !== 'input' || id === undefined || !isObject(element)) continue;
    const state = values[id]?.[String(element.action_id)] ?? {};
    const [value] = Object.entries(state).flatMap(([key, entry]) =>
      key === 'type' ? [] : [entry],
    );
    const empty = value === undefined || value === null || (Array.isArray(value) && !value.length);
    if (empty && optional !== true) errors[id] = 'Please fill in this field.';
    else if (typeof value === 'string') {
      const words = lengthError(value, element);
      if (words) errors[id] = words;
    }
  }
  return errors;
}

function lengthError(value: string, element: Record<string, unknown>): string | null {
  const length = [...value].length;
  if (typeof element.max_length === 'number' && length > element.max_length) {
    return `Please use at most ${element.max_length} characters.`;
  }
  if (typeof element.min_length === 'number' && length < element.min_length) {
    return `Please use at least ${element.min_length} characters.`;
  }
  if (element.type === 'number_input' && !Number.isFinite(Number(value))) {
    return 'Please enter a number.';
  }
  return null;
}
