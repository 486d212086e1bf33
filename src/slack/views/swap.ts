import type { ModalView } from '@slack/types';
import type { OwnTurns } from '../../flow/oncall/suggest-turns.ts';
import type { TurnOf } from '../../flow/oncall/turns-of.ts';
import type { Directory } from '../../service/directory.ts';
import { type FormErrors, type FormState, fieldOf, form, selectInput } from './form.ts';
import { reasonInput } from './override.ts';
import { turnChoices, turnIn } from './turn-choice.ts';

/** Which turn of theirs for which turn of whom. */
export function swapModal(
  { people }: Pick<Directory, 'people'>,
  { own, others, zone }: OwnTurns,
  now: Date,
): ModalView {
  const hint = `Times of ${zone}.`;
  const nameOf = ({ person }: TurnOf) => people[person]?.name ?? person;
  const mine = turnChoices(own, { zone, now, nameOf: () => null });
  const theirs = turnChoices(others, { zone, now, nameOf });
  return form('swap', {}, { title: 'Swap', submit: 'Ask' }, [
    selectInput({ name: 'mine', label: 'You give', hint }, mine, mine[0]?.value ?? null),
    selectInput({ name: 'theirs', label: 'You get', hint }, theirs, null),
    reasonInput(null),
  ]);
}

/** What was chosen; null where nothing fitting was. */
export function readSwap(state: FormState) {
  return {
    mine: turnIn(fieldOf(state, 'mine')),
    theirs: turnIn(fieldOf(state, 'theirs')),
    reason: fieldOf(state, 'reason'),
  };
}

/** Null when both can be swapped, as far as the form knows. */
export function swapErrors(mine: TurnOf | null, theirs: TurnOf | null): FormErrors | null {
  if (mine === null) return { mine: 'Choose the turn that you give.' };
  if (theirs === null) return { theirs: 'Choose the turn that you get.' };
  if (mine.schedule === theirs.schedule) return null;
  const two = `"${mine.schedule}" and "${theirs.schedule}" are two`;
  return { theirs: `Choose turns of one schedule: ${two}.` };
}
