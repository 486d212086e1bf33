import type { KnownBlock, ModalView } from '@slack/types';
import type { OverrideDraft } from '../../flow/oncall/suggest-override.ts';
import type { Refusal } from '../../lib/refusal.ts';
import type { Directory } from '../../service/directory.ts';
import { limits } from '../limits.ts';
import {
  type FormErrors,
  type FormState,
  fieldOf,
  form,
  memberInput,
  momentInput,
  momentOf,
  selectInput,
  textInput,
} from './form.ts';

/** Who takes which stretch of a schedule; times are on the reader's own clock. */
export function overrideModal(
  { schedules }: Pick<Directory, 'schedules'>,
  { schedule, user, from, until, reason }: OverrideDraft,
): ModalView {
  return form('override', {}, { title: 'Override', submit: 'Put on call' }, [
    memberInput({ name: 'person', label: 'Who takes it?' }, user),
    scheduleInput(Object.keys(schedules), schedule),
    momentInput({ name: 'from', label: 'From' }, from),
    momentInput({ name: 'until', label: 'Until' }, until),
    reasonInput(reason),
  ]);
}

export function reasonInput(reason: string | null): KnownBlock {
  const field = { name: 'reason', label: 'Why?', hint: 'Everybody can read it.', optional: true };
  return textInput(field, { initial: reason ?? undefined, max: 200 });
}

/** What was submitted; null where nothing fitting was given. */
export function readOverride(state: FormState) {
  return {
    schedule: fieldOf(state, 'schedule') ?? '',
    user: fieldOf(state, 'person') ?? '',
    from: momentOf(state, 'from'),
    until: momentOf(state, 'until'),
    reason: fieldOf(state, 'reason'),
  };
}

/** The field that a refusal is about, with what is wrong in plain words. */
export function overrideErrors({ code }: Refusal, text: string): FormErrors {
  return { [fields[code] ?? 'person']: text };
}

const fields: Record<string, string> = {
  'no-schedule': 'schedule',
  'ends-first': 'until',
  past: 'until',
  'too-long': 'until',
};

function scheduleInput(names: string[], schedule: string): KnownBlock {
  const field = { name: 'schedule', label: 'Schedule' };
  if (names.length > limits.options) return textInput(field, { initial: schedule, max: 40 });
  return selectInput(
    field,
    names.map((name) => ({ value: name, text: name })),
    schedule,
  );
}
