import { acceptCover, withdrawCoverRequest } from '../../flow/cover.ts';
import { type Member, memberOf } from '../../flow/member-of.ts';
import { removeOverride } from '../../flow/override.ts';
import type { World } from '../../flow/ports.ts';
import { suggestOverride } from '../../flow/suggest-override.ts';
import { suggestTurns } from '../../flow/suggest-turns.ts';
import { isRefusal } from '../../lib/refusal.ts';
import { unreachable } from '../../lib/unreachable.ts';
import type { Action } from '../ids.ts';
import { coverModal } from '../views/cover.ts';
import { overrideModal } from '../views/override.ts';
import { type Answer, form, type Press, quiet } from './press.ts';

type OnCallAction = Extract<
  Action,
  { kind: 'override' | 'remove-override' | 'cover' | 'take-cover' | 'withdraw-cover' }
>;

/** Every button that changes who is on call. */
export async function pressOnCall(
  world: World,
  press: Pick<Press, 'by' | 'openModal'>,
  action: OnCallAction,
): Promise<Answer> {
  const member = memberOf(world.directory, press.by);
  if (isRefusal(member)) return member;
  switch (action.kind) {
    case 'override':
      return openOverride(world, press, action.value.schedule);
    case 'remove-override':
      return quiet(await removeOverride(world, action.value.override, press.by));
    case 'cover':
      return openCover(world, press, member);
    case 'take-cover':
      return quiet(await acceptCover(world, action.value.cover, member));
    case 'withdraw-cover':
      return quiet(await withdrawCoverRequest(world, action.value.cover, member));
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
