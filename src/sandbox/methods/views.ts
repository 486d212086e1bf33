import { no } from '../slack-error.ts';
import { wireView } from '../state/views.ts';
import { isObject } from '../validate/check.ts';
import { requireView } from '../validate/refusals.ts';
import type { Call, Method } from './call.ts';

export const viewMethods = {
  'views.open': (call) => {
    const view = viewOf(call, 'modal');
    const user = call.world.triggers.exchange(trigger(call));
    return { view: wireView(call.world.views.open(user, view)) };
  },
  'views.push': (call) => {
    const view = viewOf(call, 'modal');
    const user = call.world.triggers.exchange(trigger(call));
    return { view: wireView(call.world.views.push(user, view)) };
  },
  'views.update': (call) => {
    const { world, args } = call;
    const view = viewOf(call, 'modal');
    const target = world.views.find(args.text('view_id'), args.text('external_id'));
    if (target?.type !== 'modal') return no('not_found');
    return { view: wireView(world.views.update(target, view, args.text('hash'))) };
  },
  'views.publish': (call) => {
    const { world, args } = call;
    const view = viewOf(call, 'home');
    const user = args.needed('user_id');
    if (!world.store.members.has(user)) return no('user_not_found');
    return { view: wireView(world.views.publish(user, view, args.text('hash'))) };
  },
} satisfies Record<string, Method>;

/** The view is looked at before the trigger is spent, so a mended view may still use it. */
function viewOf({ args }: Call, type: 'modal' | 'home'): Record<string, unknown> {
  args.needed('view');
  const view = args.json('view', 'invalid_arguments');
  requireView(view);
  if (isObject(view) && view.type !== type) return no('invalid_arguments');
  return view;
}

function trigger({ args }: Call): string {
  return args.text('trigger_id') ?? args.text('interactivity_pointer') ?? no('invalid_trigger_id');
}
