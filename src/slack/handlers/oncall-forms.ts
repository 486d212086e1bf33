import { askOverride } from '../../flow/oncall/ask-override.ts';
import { askCover } from '../../flow/oncall/cover.ts';
import { memberOf } from '../../flow/oncall/member-of.ts';
import { askSwap } from '../../flow/oncall/swap.ts';
import type { World } from '../../flow/ports.ts';
import { isRefusal } from '../../lib/refusal.ts';
import { unreachable } from '../../lib/unreachable.ts';
import type { Modal } from '../ids.ts';
import { coverErrors, readCover } from '../views/cover.ts';
import type { FormErrors, FormState } from '../views/form.ts';
import { overrideErrors, readOverride } from '../views/override.ts';
import { readSwap, swapErrors } from '../views/swap.ts';
import { plainText } from './plain-text.ts';

type OnCallModal = Extract<Modal, { kind: 'override' | 'cover' | 'swap' }>;

/** The forms about who is on call: each refusal stands at the field that it is about. */
export async function submitOnCall(
  world: World,
  { kind }: OnCallModal,
  state: FormState,
  by: string,
): Promise<FormErrors | null> {
  switch (kind) {
    case 'override':
      return submitOverride(world, state, by);
    case 'cover':
      return submitCover(world, state, by);
    case 'swap':
      return submitSwap(world, state, by);
    default:
      return unreachable(kind);
  }
}

async function submitOverride(
  world: World,
  state: FormState,
  by: string,
): Promise<FormErrors | null> {
  const { from, until, ...read } = readOverride(state);
  if (from === null) return { from: 'Choose when it begins.' };
  if (until === null) return { until: 'Choose when it ends.' };
  const entered = await askOverride(world, { ...read, from, until }, by);
  return isRefusal(entered) ? overrideErrors(entered, plainText(entered)) : null;
}

async function submitCover(world: World, state: FormState, by: string): Promise<FormErrors | null> {
  const member = memberOf(world.directory, by);
  if (isRefusal(member)) return { turn: plainText(member) };
  const read = readCover(state);
  if (read === null) return { turn: 'Choose a turn.' };
  const errors = coverErrors(read);
  if (errors) return errors;
  const { schedule, from, until, reason } = read;
  const asked = await askCover(world, { schedule, from, until, reason, person: member.person });
  return isRefusal(asked) ? { turn: plainText(asked) } : null;
}

async function submitSwap(world: World, state: FormState, by: string): Promise<FormErrors | null> {
  const member = memberOf(world.directory, by);
  if (isRefusal(member)) return { mine: plainText(member) };
  const { mine, theirs, reason } = readSwap(state);
  const errors = swapErrors(mine, theirs);
  if (mine === null || theirs === null || errors) return errors;
  const { schedule, from, until } = mine;
  const one = { person: member.person, from, until };
  const other = { person: theirs.person, from: theirs.from, until: theirs.until };
  const asked = await askSwap(world, { schedule, one, other, reason });
  return isRefusal(asked) ? { theirs: plainText(asked) } : null;
}
