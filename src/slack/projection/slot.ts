import type { Message } from '../views/blocks.ts';
import type { Slot } from './slots.ts';

/** A message of its own, in no thread. */
export function slot(name: string, place: Slot['place'], message: Message, editOnly = false): Slot {
  return { name, place, message, under: null, pin: false, editOnly };
}
