import { askOverride } from '../../flow/ask-override.ts';
import type { World } from '../../flow/ports.ts';
import { isRefusal } from '../../lib/refusal.ts';
import type { Modal } from '../ids.ts';
import type { FormErrors, FormState } from '../views/form.ts';
import { overrideErrors, readOverride } from '../views/override.ts';
import { plainText } from './plain-text.ts';

type OnCallModal = Extract<Modal, { kind: 'override' }>;

/** The forms about who is on call: each refusal stands at the field that it is about. */
export async function submitOnCall(
  world: World,
  _modal: OnCallModal,
  state: FormState,
  by: string,
): Promise<FormErrors | null> {
  return submitOverride(world, state, by);
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
