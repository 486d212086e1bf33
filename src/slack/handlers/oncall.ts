import { acceptCover, withdrawCoverRequest } from '../../flow/oncall/cover.ts';
import { type Member, memberOf } from '../../flow/oncall/member-of.ts';
import { removeOverride } from '../../flow/oncall/override.ts';
import { showTurns } from '../../flow/oncall/show-turns.ts';
import { suggestOverride } from '../../flow/oncall/suggest-override.ts';
import { suggestSwap, suggestTurns } from '../../flow/oncall/suggest-turns.ts';
import { agreeSwap, endSwapRequest } from '../../flow/oncall/swap.ts';
import type { World } from '../../flow/ports.ts';
import { isRefusal } from '../../lib/refusal.ts';
import { unreachable } from '../../lib/unreachable.ts';
import type { Action, ActionValue } from '../ids.ts';
import { coverModal } from '../views/cover.ts';
import { overrideModal } from '../views/override.ts';
import { turnsMessage } from '../views/shown-turns.ts';
import { swapModal } from '../views/swap.ts';
import { type Answer, form, type Press, quiet } from './press.ts';

type OnCallAction = Extract<
  Action,
  {
    kind:
      | 'show-turns'
      | 'turns-later'
      | 'turns-now'
      | 'override'
      | 'remove-override'
      | 'cover'
      | 'take-cover'
      | 'withdraw-cover'
      | 'swap'
      | 'agree-swap'
      | 'decline-swap'
      | 'withdraw-swap';
  }
>;

/** Every button about who is on call. Strangers may look. */
export async function pressOnCall(
  world: World,
  press: Pick<Press, 'by' | 'openModal'>,
  action: OnCallAction,
): Promise<Answer> {
  if (action.kind === 'show-turns') return turns(world, action.value.schedule, null, press.by);
  if (action.kind === 'turns-later' || action.kind === 'turns-now')
    return turns(world, action.value.schedule, action.value.from, press.by);
  const member = memberOf(world.directory, press.by);
  if (isRefusal(member)) return member;
  switch (action.kind) {
    case 'override':
      return openOverride(world, press, action.value.schedule);
    case 'remove-override':
      return takeBack(world, action.value, press.by);
    case 'cover':
      return openCover(world, press, member);
    case 'take-cover':
      return quiet(await acceptCover(world, action.value.cover, member));
    case 'withdraw-cover':
      return quiet(await withdrawCoverRequest(world, action.value.cover, member));
    case 'swap':
      return openSwap(world, press, member);
    case 'agree-swap':
      return quiet(await agreeSwap(world, action.value.swap, member));
    case 'decline-swap':
      return quiet(await endSwapRequest(world, action.value.swap, 'decline', member));
    case 'withdraw-swap':
      return quiet(await endSwapRequest(world, action.value.swap, 'withdraw', member));
    default:
      return unreachable(action);
  }
}

async function openOverride(
  world: World,
  press: Pick<Press, 'by' | 'openModal'>,
  schedule: string | null,
): Promise<Answer> {
  const asked = { schedule, user: null, until: null, reason: null };
  const draft = await suggestOverride(world, asked, press.by);
  return isRefusal(draft) ? draft : form(press, overrideModal(world.directory, draft));
}

async function openCover(
  world: World,
  press: Pick<Press, 'openModal'>,
  member: Member,
): Promise<Answer> {
  const turns = await suggestTurns(world, member);
  return isRefusal(turns) ? turns : form(press, coverModal(turns, world.clock.now()));
}

async function openSwap(
  world: World,
  press: Pick<Press, 'openModal'>,
  member: Member,
): Promise<Answer> {
  const turns = await suggestSwap(world, member);
  if (isRefusal(turns)) return turns;
  return form(press, swapModal(world.directory, turns, world.clock.now()));
}

/** In a list of turns the list is drawn anew. */
async function takeBack(
  world: World,
  { override, from }: ActionValue<'remove-override'>,
  by: string,
): Promise<Answer> {
  const removed = await removeOverride(world, override, by);
  if (isRefusal(removed)) return removed;
  const schedule = removed[0]?.schedule ?? null;
  return from === undefined ? null : turns(world, schedule, from, by);
}

/** `from`: in the place of what stands there. */
async function turns(
  world: World,
  schedule: string | null,
  from: number | null,
  by: string,
): Promise<Answer> {
  const at = from === null ? null : new Date(from * 1000);
  const shown = await showTurns(world, { schedule, from: at }, by);
  if (isRefusal(shown)) return shown;
  return from === null ? turnsMessage(shown) : { instead: turnsMessage(shown) };
}
