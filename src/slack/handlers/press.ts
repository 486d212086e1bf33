import type { HomeView, View } from '@slack/types';
import { isRefusal, type Refusal } from '../../lib/refusal.ts';
import type { Action } from '../ids.ts';
import type { Message } from '../views/blocks.ts';

/** One press of a button. */
export interface Press {
  action: Action;
  by: string;
  channel: string | null;
  openModal(view: View): Promise<unknown>;
  /** Draws the modal anew in which the button stands. */
  changeModal(view: View): Promise<unknown>;
  publishHome(view: HomeView): Promise<unknown>;
}

/** What the person is told in private; null when what they see in the channel says it all. */
export type Answer = Refusal | Message | string | { instead: Message | string } | null;

export async function form(press: Pick<Press, 'openModal'>, view: View): Promise<null> {
  await press.openModal(view);
  return null;
}

export function quiet(result: unknown): Refusal | null {
  return isRefusal(result) ? result : null;
}
