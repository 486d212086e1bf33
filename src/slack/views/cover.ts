import type { ModalView } from '@slack/types';
import type { OwnTurns } from '../../flow/oncall/suggest-turns.ts';
import type { TurnOf } from '../../flow/oncall/turns-of.ts';
import {
  type FormErrors,
  type FormState,
  fieldOf,
  form,
  momentInput,
  momentOf,
  selectInput,
} from './form.ts';
import { reasonInput } from './override.ts';
import { turnChoices, turnIn } from './turn-choice.ts';

/** Which turn, all of it or a part: to submit it as it opens asks for the rest of the present turn, or the next one. */
export function coverModal({ own, zone }: OwnTurns, now: Date): ModalView {
  const choices = turnChoices(own, { zone, now, nameOf: () => null });
  const [first] = choices;
  const part = { hint: 'Only for a part of the turn.', optional: true };
  return form('cover', {}, { title: 'Cover me', submit: 'Ask' }, [
    selectInput(
      { name: 'turn', label: 'Which turn?', hint: `Times of ${zone}.` },
      choices,
      first?.value ?? null,
    ),
    momentInput({ name: 'from', label: 'Only from', ...part }, null),
    momentInput({ name: 'until', label: 'Only until', ...part }, null),
    reasonInput(null),
  ]);
}

interface AskedCover extends TurnOf {
  turn: TurnOf;
  reason: string | null;
}

/** Null when no turn was chosen. */
export function readCover(state: FormState): AskedCover | null {
  const turn = turnIn(fieldOf(state, 'turn'));
  if (turn === null) return null;
  const from = momentOf(state, 'from') ?? turn.from;
  const until = momentOf(state, 'until') ?? turn.until;
  return { ...turn, from, until, turn, reason: fieldOf(state, 'reason') };
}

/** Null when a request can be made of it. */
export function coverErrors({ turn, from, until }: AskedCover): FormErrors | null {
  const outside = (at: Date) => at < turn.from || at > turn.until;
  const inside = 'Choose a time inside of the turn, or leave it empty.';
  if (outside(from)) return { from: inside };
  if (outside(until)) return { until: inside };
  return from < until ? null : { until: 'It ends before it begins. Choose a later time.' };
}
